// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"

#include <QWidget>

namespace pilothouse::ui {

class ChangePresenter;

/// The left side of a change: what is asked for. Each kind of change has one; the rest of the page is the same for all.
class ChangeForm : public QWidget {
    Q_OBJECT
public:
    explicit ChangeForm(QWidget* parent = nullptr)
        : QWidget(parent) { }
    ~ChangeForm() override = default;
    Q_DISABLE_COPY_MOVE(ChangeForm)

    /// Shows the presenter's request (first time, edits restored or discarded).
    virtual void load(const ChangePresenter& presenter) = 0;
    /// Puts what is asked for into @p request. Errors: what can't be asked for (values).
    [[nodiscard]] virtual Result<void> write(ChangeRequest& request) const = 0;
    /// The presenter's state changed: schema errors, checks, what dies.
    virtual void refresh(const ChangePresenter& presenter) = 0;
    virtual void takeDecrypted(const QString& /*path*/, const QByteArray& /*values*/) { }
    virtual void openFind() { }
    virtual void focusFirst() { setFocus(); }

Q_SIGNALS:
    void edited();
    /// A values file was dropped or chosen that helm-secrets must open first: takeDecrypted() gets what is in it.
    void encryptedFileGiven(const QString& path);
    /// A file was dropped or chosen that can't be read.
    void failed(const pilothouse::Error& error);
};

} // namespace pilothouse::ui
