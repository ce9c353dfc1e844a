// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace pilothouse::ui {

/// How much of the 1 MiB that a Secret may hold a record takes; amber from 80 % on, because the next one may not fit.
class StorageBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StorageBar)

public:
    /// etcd and the API server refuse larger Secrets (Kubernetes: MaxSecretSize).
    static constexpr qint64 kLimit = 1024 * 1024;

    explicit StorageBar(QWidget* parent = nullptr);
    void setBytes(qint64 bytes);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qint64 m_bytes = 0;
};

} // namespace pilothouse::ui
