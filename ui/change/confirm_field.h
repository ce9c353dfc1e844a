// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/confirm_field.h"
