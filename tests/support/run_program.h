// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTest>

namespace pilothouse {

/// What a program that a test ran has said.
struct Answer {
    int code = -1; ///< -1: it crashed, did not start or did not end
    QByteArray text;
    QByteArray errors;
};

/// Runs @p program to its end; the event loop goes on meanwhile. One that has not ended after three minutes is killed.
inline Answer runProgram(const QString& program, const QStringList& arguments, const QByteArray& input = {}) {
    constexpr int kHang = 180'000;
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    Answer answer;
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kHang)) {
        process.kill();
        process.waitForFinished(5000);
        return answer;
    }
    answer.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    answer.text = process.readAllStandardOutput();
    answer.errors = process.readAllStandardError();
    return answer;
}

} // namespace pilothouse
