// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"
#include "ui/releases/release_reader.h"
#include "ui/theme/tokens.h"

class QGridLayout;
class QLabel;
class QScrollArea;
class QStandardItemModel;
class QVBoxLayout;

namespace pilothouse {
class Clock;
}

namespace pilothouse::ui {

class DataTable;
class ElidedLabel;
class ReleaseDetail;
class StorageBar;
struct OverviewWords;

/// What one should know of a revision first: how it is, what moved last, which builds it runs, where it is stored.
class OverviewTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    OverviewTab(ReleaseDetail& detail, ReleaseReader& reader, const Clock& clock, QWidget* parent = nullptr);
    ~OverviewTab() override;
    Q_DISABLE_COPY_MOVE(OverviewTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    [[nodiscard]] bool isSettled() const override { return !m_call.isActive(); }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildImages();
    void refresh();
    void readImages();
    void fitHeight();
    void fillFacts(const OverviewWords& words);
    void restyle();

    ReleaseDetail& m_detail;
    ReleaseReader& m_reader;
    const Clock& m_clock;
    ReleaseRecordPtr m_record;
    QScrollArea* m_scroll;
    QWidget* m_content;
    QLabel* m_icon;
    QLabel* m_headline;
    QLabel* m_sentence;
    QLabel* m_warning;
    QGridLayout* m_facts;
    QLabel* m_movedTitle;
    QLabel* m_moved;
    QLabel* m_storageTitle;
    QLabel* m_storageWords;
    StorageBar* m_storage;
    QLabel* m_imagesTitle;
    QStandardItemModel* m_imageModel;
    DataTable* m_images;
    QString m_iconName;
    ColorToken m_tone = ColorToken::TextSecond;
    CallHandle m_call;
};

} // namespace pilothouse::ui
