/*
 * Ids of acts and sessions, by chance.
 */
#include "tui/console/app.h"

#include <assert.h>
#include <errno.h>
#include <sys/random.h>

#include "base/hash.h"

void
app_new_id(char out[ACT_ID])
{
	unsigned char raw[16];
	ssize_t n;

	do {
		n = getrandom(raw, sizeof(raw), 0);
	} while (n < 0 && errno == EINTR);
	assert(n == (ssize_t)sizeof(raw));
	hash_to_hex(out, raw, sizeof(raw));
}

/* 0 to 9 become g to p; a to f stay. */
void
app_new_session(char out[ACT_ID])
{
	app_new_id(out);
	for (char *c = out; *c; c++)
		*c = (char)(*c + (*c <= '9' ? 'g' - '0' : 0));
}
