// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/known_secrets.h"
