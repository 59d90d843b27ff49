/*
 * To whom a letter still has to go: at first to all, after an attempt that
 * reached some of them to the others, never to one twice by itself.
 */
#ifndef CRIER_WIRE_MAIL_PLACES_H
#define CRIER_WIRE_MAIL_PLACES_H

#include "wire/connector.h"
#include "wire/recipients.h"

/*
 * Marks the places of `list` that this attempt is for. ERR_INVALID when the
 * list is another one than that of the attempt before: its places mean other
 * people now.
 */
enum err_code mail_left(bool *marked, const struct recipients *list,
	const struct wire_job *job, struct err *err);

#endif
