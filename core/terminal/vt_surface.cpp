// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/vt_surface.h"

#include "core/terminal/paste_text.h"
#include "core/terminal/vt_answers.h"

#include <QUrl>

#include <vterm.h>

#include <algorithm>
#include <cstdlib>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// libvterm relies on zeroed memory, and hands out what is exchanged in onResize().
void* allocate(size_t size, void* /*data*/) {
    return std::calloc(1, size);
}

void release(void* memory, void* /*data*/) {
    std::free(memory);
}

VTermAllocatorFunctions kAllocator{.malloc = allocate, .free = release};

TerminalColor colorOf(const VTermColor& color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color)) {
        return {};
    }
    if (VTERM_COLOR_IS_INDEXED(&color)) {
        return TerminalColor::indexed(color.indexed.idx);
    }
    return TerminalColor::rgb(color.rgb.red, color.rgb.green, color.rgb.blue);
}

CellRect rectOf(const VTermRect& rect) {
    return {.top = rect.start_row, .left = rect.start_col, .bottom = rect.end_row, .right = rect.end_col};
}

void setFlag(quint16& flags, quint16 flag, bool on) {
    flags = static_cast<quint16>(on ? flags | flag : flags & ~flag);
}

/// The scheme of a link decides whether it is one at all; file:, javascript: and what programs register are none.
QString allowedTarget(QByteArrayView target) {
    const QUrl url = QUrl::fromEncoded(target.toByteArray(), QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool isWeb = scheme == u"https" || scheme == u"http";
    return url.isValid() && isWeb && !url.host().isEmpty() ? QString::fromLatin1(url.toEncoded()) : QString();
}

VTermModifier modifierOf(const KeyModifiers& held) {
    return static_cast<VTermModifier>(
        (held.shift ? VTERM_MOD_SHIFT : 0) | (held.alt ? VTERM_MOD_ALT : 0) | (held.control ? VTERM_MOD_CTRL : 0));
}

QString joined(const TerminalScreen& screen, const TerminalCells& cells, int from, int to, bool trims) {
    QString text;
    qsizetype written = 0; // behind the last place something was written to
    to = std::min(to, static_cast<int>(cells.size()));
    for (int column = from; column < to; ++column) {
        const TerminalCell& cell = cells[static_cast<size_t>(column)];
        if (cell.width == 0) {
            continue;
        }
        screen.graphemes().appendTo(text, cell.code);
        if (cell.code != 0 && cell.code != U' ') {
            written = text.size();
        }
    }
    return trims ? text.left(written) : text;
}

} // namespace

class VtSurface::Private final : public StreamGuard::Sink {
public:
    explicit Private(const Options& wanted)
        : options(wanted)
        , screen(wanted.columns, wanted.rows, wanted.scrollbackBytes)
        , guard(wanted.columns) {
        VTermBuilder builder{};
        builder.rows = wanted.rows;
        builder.cols = wanted.columns;
        builder.allocator = &kAllocator;
        terminal = vterm_build(&builder);
        vterm_set_utf8(terminal, 1);
        vterm_output_set_callback(terminal, &Private::onOutput, this);
        state = vterm_obtain_state(terminal);
        vterm_state_set_callbacks(state, &kCallbacks, this);
        vterm_state_reset(state, 1);
    }
    ~Private() override { vterm_free(terminal); }
    Q_DISABLE_COPY_MOVE(Private)

    void clean(QByteArrayView bytes) override {
        isParsing = true;
        vterm_input_write(terminal, bytes.data(), static_cast<size_t>(bytes.size()));
        isParsing = false;
    }
    void link(QByteArrayView target) override { screen.setLink(allowedTarget(target)); }
    void clipboard(const QByteArray& text) override {
        if (options.keepsClipboard) {
            clipboardText = text;
        }
    }
    [[nodiscard]] QByteArray takeInput() { return std::exchange(input, {}); }

    static void onOutput(const char* bytes, size_t size, void* user);
    static int onGlyph(VTermGlyphInfo* info, VTermPos at, void* user);
    static int onCursor(VTermPos at, VTermPos before, int visible, void* user);
    static int onScroll(VTermRect rect, int downward, int rightward, void* user);
    static int onErase(VTermRect rect, int selective, void* user);
    static int onInitPen(void* user);
    static int onPen(VTermAttr attribute, VTermValue* value, void* user);
    static int onProperty(VTermProp property, VTermValue* value, void* user);
    static int onBell(void* user);
    static int onResize(int rows, int columns, VTermStateFields* fields, void* user);
    static int onLineInfo(int row, const VTermLineInfo* now, const VTermLineInfo* before, void* user);
    static int onClearAbove(void* user);
    static const VTermStateCallbacks kCallbacks;

    Options options;
    TerminalScreen screen;
    StreamGuard guard;
    VTerm* terminal = nullptr;
    VTermState* state = nullptr;
    TerminalCursor cursor;
    Mouse mouse = Mouse::None;
    bool isReversed = false;
    bool isParsing = false;
    bool hasRung = false;
    bool isTouched = false;
    QByteArray answers;
    QByteArray input;
    QByteArray clipboardText;
};

const VTermStateCallbacks VtSurface::Private::kCallbacks{
    .putglyph = onGlyph,
    .movecursor = onCursor,
    .scrollrect = onScroll,
    .moverect = nullptr,
    .erase = onErase,
    .initpen = onInitPen,
    .setpenattr = onPen,
    .settermprop = onProperty,
    .bell = onBell,
    .resize = onResize,
    .setlineinfo = onLineInfo,
    .sb_clear = onClearAbove,
};

void VtSurface::Private::onOutput(const char* bytes, size_t size, void* user) {
    auto* self = static_cast<Private*>(user);
    const QByteArrayView said(bytes, static_cast<qsizetype>(size));
    if (!self->isParsing) {
        self->input.append(said);
    } else if (isHarmlessAnswer(said) && self->answers.size() + said.size() <= kMostAnswers) {
        self->answers.append(said);
    }
}

int VtSurface::Private::onGlyph(VTermGlyphInfo* info, VTermPos at, void* user) {
    size_t count = 0;
    while (count < VTERM_MAX_CHARS_PER_CELL && info->chars[count] != 0) {
        ++count;
    }
    auto* self = static_cast<Private*>(user);
    self->screen.put(at.row, at.col, {info->chars, count}, info->width);
    if (at.col == 0) { // a line that goes on is told to nobody
        self->screen.setContinues(at.row, vterm_state_get_lineinfo(self->state, at.row)->continuation != 0);
    }
    return 1;
}

int VtSurface::Private::onCursor(VTermPos at, VTermPos /*before*/, int /*visible*/, void* user) {
    auto* self = static_cast<Private*>(user);
    self->cursor.row = at.row;
    self->cursor.column = at.col;
    self->isTouched = true;
    return 1;
}

int VtSurface::Private::onScroll(VTermRect rect, int downward, int rightward, void* user) {
    static_cast<Private*>(user)->screen.scroll(rectOf(rect), downward, rightward);
    return 1;
}

int VtSurface::Private::onErase(VTermRect rect, int /*selective*/, void* user) {
    static_cast<Private*>(user)->screen.erase(rectOf(rect));
    return 1;
}

int VtSurface::Private::onInitPen(void* user) {
    static_cast<Private*>(user)->screen.pen() = {};
    return 1;
}

int VtSurface::Private::onPen(VTermAttr attribute, VTermValue* value, void* user) {
    CellStyle& pen = static_cast<Private*>(user)->screen.pen();
    switch (attribute) {
    case VTERM_ATTR_BOLD:
        setFlag(pen.flags, cell_flag::kBold, value->boolean != 0);
        break;
    case VTERM_ATTR_ITALIC:
        setFlag(pen.flags, cell_flag::kItalic, value->boolean != 0);
        break;
    case VTERM_ATTR_UNDERLINE:
        setFlag(pen.flags, cell_flag::kUnderline, value->number == VTERM_UNDERLINE_SINGLE);
        setFlag(pen.flags, cell_flag::kDoubleUnderline, value->number == VTERM_UNDERLINE_DOUBLE);
        setFlag(pen.flags, cell_flag::kCurlyUnderline, value->number == VTERM_UNDERLINE_CURLY);
        break;
    case VTERM_ATTR_BLINK:
        setFlag(pen.flags, cell_flag::kBlink, value->boolean != 0);
        break;
    case VTERM_ATTR_REVERSE:
        setFlag(pen.flags, cell_flag::kReverse, value->boolean != 0);
        break;
    case VTERM_ATTR_CONCEAL:
        setFlag(pen.flags, cell_flag::kConceal, value->boolean != 0);
        break;
    case VTERM_ATTR_STRIKE:
        setFlag(pen.flags, cell_flag::kStrike, value->boolean != 0);
        break;
    case VTERM_ATTR_FOREGROUND:
        pen.foreground = colorOf(value->color);
        break;
    case VTERM_ATTR_BACKGROUND:
        pen.background = colorOf(value->color);
        break;
    default:
        break;
    }
    return 1;
}

int VtSurface::Private::onProperty(VTermProp property, VTermValue* value, void* user) {
    auto* self = static_cast<Private*>(user);
    self->isTouched = true;
    switch (property) {
    case VTERM_PROP_CURSORVISIBLE:
        self->cursor.isVisible = value->boolean != 0;
        break;
    case VTERM_PROP_CURSORBLINK:
        self->cursor.blinks = value->boolean != 0;
        break;
    case VTERM_PROP_CURSORSHAPE:
        self->cursor.shape = value->number == VTERM_PROP_CURSORSHAPE_UNDERLINE ? CursorShape::Underline
            : value->number == VTERM_PROP_CURSORSHAPE_BAR_LEFT                 ? CursorShape::Bar
                                                                               : CursorShape::Block;
        break;
    case VTERM_PROP_ALTSCREEN:
        self->screen.setAlternate(value->boolean != 0);
        break;
    case VTERM_PROP_REVERSE:
        self->isReversed = value->boolean != 0;
        break;
    case VTERM_PROP_MOUSE:
        self->mouse = static_cast<Mouse>(std::clamp(value->number, 0, static_cast<int>(Mouse::Move)));
        break;
    default: // the title is never the stream's (TE8)
        break;
    }
    return 1;
}

int VtSurface::Private::onBell(void* user) {
    static_cast<Private*>(user)->hasRung = true;
    return 1;
}

int VtSurface::Private::onResize(int rows, int columns, VTermStateFields* fields, void* user) {
    auto* self = static_cast<Private*>(user);
    const CellPlace cursor = self->screen.resize(columns, rows, {.row = fields->pos.row, .column = fields->pos.col});
    fields->pos.row = cursor.row;
    fields->pos.col = cursor.column;
    for (VTermLineInfo*& info : fields->lineinfos) {
        if (info != nullptr) {
            release(info, nullptr);
            info = static_cast<VTermLineInfo*>(allocate(sizeof(VTermLineInfo) * static_cast<size_t>(rows), nullptr));
        }
    }
    for (int row = 0; row < rows && fields->lineinfos[0] != nullptr; ++row) { // the first is the main screen's
        fields->lineinfos[0][row].continuation = self->screen.mainContinues(row) ? 1 : 0;
    }
    return 1;
}

int VtSurface::Private::onLineInfo(int row, const VTermLineInfo* now, const VTermLineInfo* /*before*/, void* user) {
    static_cast<Private*>(user)->screen.setContinues(row, now->continuation != 0);
    return 1;
}

int VtSurface::Private::onClearAbove(void* user) {
    static_cast<Private*>(user)->screen.clearScrollback();
    return 1;
}

VtSurface::VtSurface(const Options& options) {
    Options clamped = options;
    clamped.columns = std::clamp(options.columns, 1, kMostColumns);
    clamped.rows = std::clamp(options.rows, 1, kMostRows);
    d = std::make_unique<Private>(clamped);
}

VtSurface::~VtSurface() = default;

void VtSurface::feed(QByteArrayView bytes) {
    d->guard.write(bytes, *d);
}

void VtSurface::resize(int columns, int rows) {
    columns = std::clamp(columns, 1, kMostColumns);
    rows = std::clamp(rows, 1, kMostRows);
    if (columns != d->screen.columns() || rows != d->screen.rows()) {
        d->guard.setColumns(columns);
        vterm_set_size(d->terminal, rows, columns);
    }
}

void VtSurface::reset() {
    d->guard.stopSwallowing();
    feed("\x18\x1b"
         "c");
    d->screen.setLink({});
}

void VtSurface::beginAnew(const QString& divider) {
    d->guard.stopSwallowing();
    feed("\x18");
    if (d->screen.isAlternate()) {
        feed("\x1b[?1049l");
    }
    d->screen.setLink({});
    // DECSTR, then what it leaves: scroll margins, mouse, line wrap, character sets; and to the last line.
    feed("\x1b[!p\x1b[r\x1b[?1000;1002;1003;1004;1006l\x1b[?5l\x1b[?7h\x1b[?25h\x1b(B\x0f\x1b[m");
    int last = d->screen.rows() - 1;
    while (last > 0 && lineText(d->screen.screenTop() + last).isEmpty()) {
        --last;
    }
    const bool isEmpty = lineText(d->screen.screenTop() + last).isEmpty();
    feed(QByteArray("\x1b[" + QByteArray::number(last + 1) + "H" + (isEmpty ? "" : "\r\n")));
    if (!divider.isEmpty()) {
        feed(QByteArray("\x1b[90m" + divider.toUtf8() + "\x1b[m\r\n"));
    }
}

void VtSurface::clearScrollback() {
    d->screen.clearScrollback();
}

const TerminalScreen& VtSurface::screen() const {
    return d->screen;
}

TerminalCursor VtSurface::cursor() const {
    return d->cursor;
}

const StreamGuard::Modes& VtSurface::modes() const {
    return d->guard.modes();
}

bool VtSurface::isReversed() const {
    return d->isReversed;
}

VtSurface::Mouse VtSurface::mouse() const {
    return d->mouse;
}

bool VtSurface::isSwallowing() const {
    return d->guard.isSwallowing();
}

void VtSurface::stopSwallowing() {
    d->guard.stopSwallowing();
}

bool VtSurface::takeTouched() {
    const bool isScreenTouched = d->screen.takeTouched();
    return std::exchange(d->isTouched, false) || isScreenTouched;
}

bool VtSurface::takeBell() {
    return std::exchange(d->hasRung, false);
}

QByteArray VtSurface::takeAnswers() {
    return std::exchange(d->answers, {});
}

QByteArray VtSurface::takeClipboard() {
    return std::exchange(d->clipboardText, {});
}

QString VtSurface::lineText(qint64 line) const {
    return joined(d->screen, d->screen.line(line), 0, kMostColumns, true);
}

QString VtSurface::text(Position from, Position to) const {
    QString text;
    const qint64 end = std::min(to.line, d->screen.endLine() - 1);
    for (qint64 line = std::max(from.line, d->screen.firstLine()); line <= end; ++line) {
        const bool goesOn = line < end && d->screen.continues(line + 1);
        const int first = line == from.line ? from.column : 0;
        const int last = line == to.line ? to.column : kMostColumns;
        text += joined(d->screen, d->screen.line(line), first, last, !goesOn);
        if (line < end && !goesOn) {
            text += u'\n';
        }
    }
    return text;
}

QByteArray VtSurface::key(const KeyPress& press) const {
    return encodeKey(press, d->guard.modes());
}

QByteArray VtSurface::pasted(const QString& text) const {
    return encodePaste(text, d->guard.modes().bracketedPaste);
}

QByteArray VtSurface::focus(bool in) {
    if (in) {
        vterm_state_focus_in(d->state);
    } else {
        vterm_state_focus_out(d->state);
    }
    return d->takeInput();
}

QByteArray VtSurface::mouseEvent(int row, int column, int button, bool pressed, KeyModifiers modifiers) {
    const int shownRow = std::clamp(row, 0, d->screen.rows() - 1);
    const int shownColumn = std::clamp(column, 0, d->screen.columns() - 1);
    vterm_mouse_move(d->terminal, shownRow, shownColumn, modifierOf(modifiers));
    if (button > 0) {
        vterm_mouse_button(d->terminal, button, pressed, modifierOf(modifiers));
    }
    return d->takeInput();
}

} // namespace pilothouse
