// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/tool_settings_form.h"

#include "core/settings/settings_store.h"
#include "core/settings/tool_settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMiB = qint64{1024} * 1024;
constexpr int kBoxWidth = 220;
constexpr int kSmallestZoom = -6;
constexpr int kLargestZoom = 24;

void prepare(QFormLayout& form) {
    form.setContentsMargins(0, 0, 0, 0);
    form.setLabelAlignment(Qt::AlignLeft);
    form.setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form.setHorizontalSpacing(24);
}

/// Sizes to choose from, and the one that is there where a person wrote another into the file.
QComboBox* addSizes(QFormLayout& form, const QString& label, const QString& toolTip, QList<qint64> mebibytes,
    ByteSize current, QWidget* parent) {
    const qint64 now = current.bytes / kMiB;
    if (!mebibytes.contains(now)) {
        mebibytes += now;
        std::ranges::sort(mebibytes);
    }
    auto* box = new QComboBox(parent);
    for (const qint64 size : std::as_const(mebibytes)) {
        box->addItem(QLocale().formattedDataSize(size * kMiB, 0), size);
    }
    box->setCurrentIndex(box->findData(now));
    box->setMinimumWidth(kBoxWidth);
    box->setAccessibleName(label);
    box->setToolTip(toolTip);
    form.addRow(label, box);
    return box;
}

ByteSize sizeOf(const QComboBox& box) {
    return ByteSize{box.currentData().toLongLong() * kMiB};
}

QCheckBox* addCheck(QFormLayout& form, const QString& text, const QString& toolTip, bool isOn, QWidget* parent) {
    auto* box = new QCheckBox(text, parent);
    box->setToolTip(toolTip);
    box->setChecked(isOn);
    form.addRow(QString(), box);
    return box;
}

} // namespace

LogSettingsForm::LogSettingsForm(SettingsStore& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store) {
    auto* form = new QFormLayout(this);
    prepare(*form);
    addSizes(*form);
    addLook(*form);
}

void LogSettingsForm::addSizes(QFormLayout& form) {
    const LogSettings now = logSettingsIn(m_store);
    auto* memory = ui::addSizes(form, tr("Memory of a log"),
        tr("What a log holds in memory; older lines go to a file on this machine. For logs opened from now on."),
        {16, 32, 64, 128, 256, 512, 1024}, now.memory, this);
    memory->setObjectName(u"logMemory"_s);
    connect(memory, &QComboBox::currentIndexChanged, this, [this, memory] {
        LogSettings settings = logSettingsIn(m_store);
        settings.memory = sizeOf(*memory);
        keepSettings(m_store, settings);
    });
    auto* file = ui::addSizes(form, tr("File of a log"),
        tr("What a log holds beyond its memory; then its oldest lines go, and the log says so. The file can be read by "
           "nobody else and goes with the log. For logs opened from now on."),
        {256, 1024, 2048, 4096, 8192, 16'384, 32'768}, now.file, this);
    file->setObjectName(u"logFile"_s);
    connect(file, &QComboBox::currentIndexChanged, this, [this, file] {
        LogSettings settings = logSettingsIn(m_store);
        settings.file = sizeOf(*file);
        keepSettings(m_store, settings);
    });
}

void LogSettingsForm::addLook(QFormLayout& form) {
    const LogSettings now = logSettingsIn(m_store);
    auto* wrap = addCheck(
        form, tr("Wrap long lines"), tr("In a log: w. Holds for all logs that are open too."), now.wrap, this);
    auto* stamps = addCheck(form, tr("Show the server’s time of each line"),
        tr("In a log: t. Holds for all logs that are open too."), now.timestamps, this);
    auto* local = addCheck(form, tr("Times of this place instead of UTC"),
        tr("In a log: z. Holds for all logs that are open too."), now.localTime, this);
    wrap->setObjectName(u"logWrap"_s);
    const auto keep = [this, wrap, stamps, local] {
        LogSettings settings = logSettingsIn(m_store);
        settings.wrap = wrap->isChecked();
        settings.timestamps = stamps->isChecked();
        settings.localTime = local->isChecked();
        keepSettings(m_store, settings);
    };
    for (QCheckBox* box : {wrap, stamps, local}) {
        connect(box, &QCheckBox::clicked, this, keep);
    }
    connect(&m_store, &SettingsStore::changed, this, [this, wrap, stamps, local](const QString& path) {
        if (isLogSetting(path)) { // by a key in a log
            const LogSettings settings = logSettingsIn(m_store);
            wrap->setChecked(settings.wrap);
            stamps->setChecked(settings.timestamps);
            local->setChecked(settings.localTime);
        }
    });
}

TerminalSettingsForm::TerminalSettingsForm(SettingsStore& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store) {
    auto* form = new QFormLayout(this);
    prepare(*form);
    addSizes(*form);
    addClipboard(*form);
}

void TerminalSettingsForm::addSizes(QFormLayout& form) {
    const TerminalSettings now = terminalSettingsIn(m_store);
    auto* scrollback = ui::addSizes(form, tr("Lines kept by a terminal"),
        tr("Memory for what has scrolled off; then the oldest lines go. For terminals opened from now on."),
        {1, 4, 16, 64, 256}, now.scrollback, this);
    scrollback->setObjectName(u"terminalScrollback"_s);
    connect(scrollback, &QComboBox::currentIndexChanged, this, [this, scrollback] {
        TerminalSettings settings = terminalSettingsIn(m_store);
        settings.scrollback = sizeOf(*scrollback);
        keepSettings(m_store, settings);
    });
    auto* zoom = new QSpinBox(this);
    zoom->setObjectName(u"terminalZoom"_s);
    zoom->setRange(kSmallestZoom, kLargestZoom);
    zoom->setValue(now.zoom);
    zoom->setSuffix(tr(" px"));
    zoom->setPrefix(now.zoom > 0 ? u"+"_s : QString());
    zoom->setAccessibleName(tr("Larger text in terminals by"));
    zoom->setToolTip(tr("In a terminal: Ctrl++ and Ctrl+−. Holds for all terminals that are open too."));
    form.addRow(tr("Larger text by"), zoom);
    connect(zoom, &QSpinBox::valueChanged, this, [this, zoom](int value) {
        zoom->setPrefix(value > 0 ? u"+"_s : QString());
        TerminalSettings settings = terminalSettingsIn(m_store);
        settings.zoom = value;
        keepSettings(m_store, settings);
    });
    connect(&m_store, &SettingsStore::changed, this, [this, zoom](const QString& path) {
        if (isTerminalSetting(path)) { // by a key in a terminal
            zoom->setValue(terminalSettingsIn(m_store).zoom);
        }
    });
}

void TerminalSettingsForm::addClipboard(QFormLayout& form) {
    const TerminalSettings now = terminalSettingsIn(m_store);
    auto* paste = new QComboBox(this);
    paste->setObjectName(u"terminalPaste"_s);
    paste->addItem(tr("Before several lines"), static_cast<int>(PasteRule::SeveralLines));
    paste->addItem(tr("Always"), static_cast<int>(PasteRule::Always));
    paste->addItem(tr("In protected places only"), static_cast<int>(PasteRule::ProtectedOnly));
    paste->setCurrentIndex(paste->findData(static_cast<int>(now.paste)));
    paste->setMinimumWidth(kBoxWidth);
    paste->setAccessibleName(tr("Ask before a paste"));
    paste->setToolTip(tr("Each line of a paste may be run at once. In protected places it is always asked."));
    form.addRow(tr("Ask before a paste"), paste);
    connect(paste, &QComboBox::currentIndexChanged, this, [this, paste] {
        TerminalSettings settings = terminalSettingsIn(m_store);
        settings.paste = static_cast<PasteRule>(paste->currentData().toInt());
        keepSettings(m_store, settings);
    });
    auto* offers = addCheck(form, tr("Programs may offer text for the clipboard"),
        tr("You are asked each time. Off: what they offer is dropped. For terminals opened from now on."),
        now.offersClipboard, this);
    offers->setObjectName(u"terminalClipboard"_s);
    connect(offers, &QCheckBox::toggled, this, [this](bool isOn) {
        TerminalSettings settings = terminalSettingsIn(m_store);
        settings.offersClipboard = isOn;
        keepSettings(m_store, settings);
    });
}

} // namespace pilothouse::ui
