// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pilothouse::ui {

/// Asks for the name and the two files of a TLS secret. Its key is read when Continue is pressed, and shown nowhere.
class TlsSecretForm final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsSecretForm)

public:
    explicit TlsSecretForm(QString nameSpace, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The whole secret as YAML, the private key in it.
    void made(const QByteArray& yaml);

private:
    void choose(QLineEdit& field, const QString& title);
    void make();
    void refresh();

    QString m_namespace;
    QLineEdit* m_name;
    QLineEdit* m_certificate;
    QLineEdit* m_key;
    QLabel* m_problem;
    QPushButton* m_continue;
};

} // namespace pilothouse::ui
