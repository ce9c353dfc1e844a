// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/data_table.h"

#include "ui/theme/theme.h"

#include <QtCore/QAbstractTableModel>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace pilothouse::ui;

namespace {

struct Row {
    QString uid;
    QString name;
    int revision = 0;
};

class Rows final : public QAbstractTableModel {
public:
    void reset(QList<Row> rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    void add(Row row) {
        const int at = int(m_rows.size());
        beginInsertRows({}, at, at);
        m_rows.append(std::move(row));
        endInsertRows();
    }
    void remove(int row) {
        beginRemoveRows({}, row, row);
        m_rows.remove(row);
        endRemoveRows();
    }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_columns; }
    void setColumns(int columns) {
        beginResetModel();
        m_columns = columns;
        endResetModel();
    }
    QVariant data(const QModelIndex& index, int role) const override {
        const Row& row = m_rows.at(index.row());
        if (role == UidRole)
            return row.uid;
        if (index.column() == 1 && role == SortRole)
            return row.revision;
        if (role != Qt::DisplayRole)
            return {};
        return index.column() == 0 ? row.name : QString::number(row.revision);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (role == ColumnWidthRole && section == 1)
            return kRevisionWidth;
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return section == 0 ? u"Name"_s : section == 1 ? u"Rev"_s : u"Extra"_s;
    }
    static constexpr int kRevisionWidth = 420;

private:
    QList<Row> m_rows;
    int m_columns = 2;
};

QList<Row> threeRows() {
    return {{u"a"_s, u"api"_s, 9}, {u"b"_s, u"bot"_s, 10}, {u"c"_s, u"cart"_s, 100}};
}

QString nameAt(const DataTable& table, int row) {
    return table.model()->index(row, 0).data().toString();
}

} // namespace

class TestDataTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_rows.reset(threeRows());
        m_table = std::make_unique<DataTable>();
        m_table->setSource(&m_rows);
        m_table->sortByColumn(0, Qt::AscendingOrder);
    }
    void cleanup() { m_table.reset(); }

    void keepsSelectionWhenRowsAreReset() {
        QVERIFY(m_table->selectUid(u"b"_s));

        QList<Row> moved = threeRows();
        moved.prepend({u"z"_s, u"aaa"_s, 1});
        m_rows.reset(moved);

        QCOMPARE(m_table->currentUid(), u"b"_s);
        QCOMPARE(m_table->selectedUids(), QStringList{u"b"_s});
    }

    void keepsSeveralSelectedRows() {
        m_table->selectAll();
        m_table->selectionModel()->setCurrentIndex(m_table->model()->index(0, 0), QItemSelectionModel::NoUpdate);

        m_rows.reset(threeRows());

        QCOMPARE(m_table->selectedUids().size(), 3);
    }

    void rowsAboveTheViewDoNotPushIt() {
        QList<Row> many;
        for (int i = 0; i < 100; ++i)
            many.append({u"uid%1"_s.arg(i), u"n%1"_s.arg(i, 3, 10, QLatin1Char('0')), i});
        m_rows.reset(many);
        m_table->resize(300, 400);
        m_table->show();
        m_table->verticalScrollBar()->setValue(1000);
        const auto topName = [this] { return m_table->indexAt(QPoint(0, 0)).data().toString(); };
        const QString before = topName();
        QVERIFY(!before.isEmpty());

        m_rows.add({u"new"_s, u"a first one"_s, 1});
        QCOMPARE(topName(), before);
        m_rows.remove(100);
        QCOMPARE(topName(), before);
        QCOMPARE(m_table->verticalScrollBar()->value(), 1000);

        m_table->verticalScrollBar()->setValue(0);
        m_rows.add({u"new"_s, u"a first one"_s, 1});
        QCOMPARE(topName(), u"a first one"_s); // at the top one wants to see what comes
    }

    void takesUpARowThatComesBack() {
        QVERIFY(m_table->selectUid(u"b"_s));

        m_table->setFilter(RowFilter::parse(u"cart"_s));
        m_table->setFilter(RowFilter());

        QCOMPARE(m_table->currentUid(), u"b"_s);
    }

    void sortsNumbersAsNumbers() {
        m_table->sortByColumn(1, Qt::DescendingOrder);

        QCOMPARE(nameAt(*m_table, 0), u"cart"_s);
        QCOMPARE(nameAt(*m_table, 2), u"api"_s);
    }

    void sortsNumbersInsideNames() {
        m_rows.reset({{u"1"_s, u"pod-10"_s}, {u"2"_s, u"pod-2"_s}});

        QCOMPARE(nameAt(*m_table, 0), u"pod-2"_s);
    }

    void countsHiddenRows() {
        m_table->setFilter(RowFilter::parse(u"!bot"_s));

        QCOMPARE(m_table->shownRows(), 2);
        QCOMPARE(m_table->hiddenRows(), 1);
    }

    void restoresItsColumns() {
        m_table->setColumnHidden(1, true);
        m_table->horizontalHeader()->moveSection(1, 0);
        m_table->sortByColumn(1, Qt::DescendingOrder);
        const QByteArray layout = m_table->saveLayout();

        m_table->resetLayout();
        m_table->sortByColumn(0, Qt::AscendingOrder);
        QVERIFY(m_table->restoreLayout(layout));

        QVERIFY(m_table->isColumnHidden(1));
        QCOMPARE(m_table->horizontalHeader()->logicalIndex(0), 1);
        QCOMPARE(m_table->horizontalHeader()->sortIndicatorSection(), 1);
    }

    void columnThatWasTheLastKeepsItsOwnWidth() {
        m_table->resize(300, 200); // the last column gets what is left: less than its own width
        m_table->show();
        const QByteArray layout = m_table->saveLayout();
        m_rows.setColumns(3);

        QVERIFY(m_table->restoreLayout(layout));

        QCOMPARE(m_table->horizontalHeader()->sectionSize(1), Theme::of(m_table.get()).scaled(Rows::kRevisionWidth));
        m_rows.setColumns(2);
    }

    void refusesWhatIsNoLayout() {
        QVERIFY(!m_table->restoreLayout("{\"columns\":17}"));
        QVERIFY(!m_table->restoreLayout(QByteArray(1000000, '[')));
        QVERIFY(!m_table->restoreLayout({}));
    }

    void enterOpensTheSourceRow() {
        QSignalSpy opened(m_table.get(), &DataTable::opened);
        m_table->sortByColumn(1, Qt::DescendingOrder);
        QVERIFY(m_table->selectUid(u"c"_s));

        QTest::keyClick(m_table.get(), Qt::Key_Return);

        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toModelIndex().row(), 2);
    }

    void lettersAreLeftToThePage() {
        QVERIFY(m_table->selectUid(u"a"_s));

        QTest::keyClick(m_table.get(), Qt::Key_C);

        QCOMPARE(m_table->currentUid(), u"a"_s);
    }

    void copiesTheSelectedCells() {
        QVERIFY(m_table->selectUid(u"b"_s));

        QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier);

        QCOMPARE(QGuiApplication::clipboard()->text(), u"bot\t10"_s);
    }

private:
    Rows m_rows;
    std::unique_ptr<DataTable> m_table;
};

QTEST_MAIN(TestDataTable)
#include "test_data_table.moc"
