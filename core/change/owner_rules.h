// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who else deploys is known before anybody changes anything: the rules live with the session.
#include "core/session/owner_rules.h"
