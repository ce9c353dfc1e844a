// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"
#include "ui/releases/object_list.h"
#include "ui/releases/release_reader.h"

class QLineEdit;
class QListView;

namespace pilothouse::ui {

class CodeView;
class ElidedLabel;
class SecretsChip;

/// The manifest of one revision: its objects on the left, their YAML on the right, Secrets masked.
class ManifestTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    explicit ManifestTab(ReleaseReader& reader, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ManifestTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    [[nodiscard]] bool isSettled() const override { return !m_call.isActive(); }
    void openFind() override;

private:
    struct Rendered {
        QString text;
        QStringList hidden; ///< objects with secrets
        std::vector<OutlineEntry> outline;
    };
    void render();
    void display(const Rendered& rendered);
    void jump(const QModelIndex& index);

    ReleaseReader& m_reader;
    ReleaseRecordPtr m_record;
    QString m_releaseNamespace;
    bool m_isOther = false; ///< another record: the view goes back to its top
    OutlineModel m_outline;
    QLineEdit* m_find;
    ElidedLabel* m_count;
    SecretsChip* m_secrets;
    QListView* m_objects;
    CodeView* m_text;
    CallHandle m_call;
};

} // namespace pilothouse::ui
