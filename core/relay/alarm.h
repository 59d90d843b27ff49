/*
 * "An order waits": told to an account that is for alarms alone. Private to this
 * folder.
 */
#ifndef CRIER_RELAY_ALARM_H
#define CRIER_RELAY_ALARM_H

#include "relay/internal.h"

void alarm_begin(struct engine *e, const json_t *doc);

/* Its request is built each time, not at an arming: this one is of now. */
void alarm_stamp(const struct engine *e, struct task *t);

#endif
