/*
 * /proc/PID/loginuid and sessionid, which PAM sets at a login and nobody
 * changes afterwards but root; and /proc/PID/stat.
 */
#include "station/login.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"

enum { CLAIM_MAX = 80 };

static bool
read_proc_number(int64_t *out, pid_t pid, const char *name)
{
	char path[64];
	long long n = 0;
	FILE *f;
	bool read;

	fixed_format(path, sizeof(path), "/proc/%ld/%s", (long)pid, name);
	f = fopen(path, "re");
	if (f == NULL)
		return false;
	read = fscanf(f, "%lld", &n) == 1;
	(void)fclose(f);
	*out = n;
	return read && n >= 0 && n != UINT32_MAX; /* which is "not set" */
}

static void
put_claimed(json_t *doc, const json_t *claimed, const char *key)
{
	char text[CLAIM_MAX];
	const char *said = doc_str(claimed, key);

	if (*said == '\0')
		return;
	fixed_cut(text, sizeof(text), said);
	doc_put_str(doc, key, text);
}

json_t *
login_read(pid_t pid, const json_t *claimed)
{
	json_t *doc = json_object();
	int64_t session;

	if (pid > 0 && read_proc_number(&session, pid, "sessionid"))
		doc_put_int(doc, "session", session);
	put_claimed(doc, claimed, "from");
	put_claimed(doc, claimed, "terminal");
	if (json_object_size(doc) > 0)
		return doc;
	json_decref(doc);
	return NULL;
}

enum { STAT_PARENT = 4, STAT_START = 22 }; /* in ticks since the boot */

/* The name of the program stands in brackets before and may have any
 * character. */
static bool
read_stat(long long *out, pid_t pid, int wanted)
{
	char path[64], line[1024];
	const char *at;
	FILE *f;
	bool read;

	fixed_format(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	f = fopen(path, "re");
	if (f == NULL)
		return false;
	read = fgets(line, sizeof(line), f) != NULL;
	(void)fclose(f);
	at = read ? strrchr(line, ')') : NULL;
	for (int field = 2; at != NULL && field < wanted; field++)
		at = strchr(at + 1, ' ');
	if (at == NULL)
		return false;
	*out = strtoll(at, NULL, 10);
	return true;
}

pid_t
login_first(pid_t pid)
{
	int64_t session, of;
	long long parent;

	if (pid <= 0 || !read_proc_number(&session, pid, "sessionid"))
		return pid;
	while (read_stat(&parent, pid, STAT_PARENT) && parent > 0 &&
		read_proc_number(&of, (pid_t)parent, "sessionid") &&
		of == session)
		pid = (pid_t)parent;
	return pid;
}

bool
login_since(int64_t *since, pid_t pid, int64_t now)
{
	long long ticks, hz = sysconf(_SC_CLK_TCK);
	struct timespec up;

	if (pid <= 0 || hz <= 0 || !read_stat(&ticks, pid, STAT_START) ||
		clock_gettime(CLOCK_BOOTTIME, &up) != 0)
		return false;
	*since = now -
		(up.tv_sec * INT64_C(1000) + up.tv_nsec / 1000000 -
			ticks * 1000 / hz);
	return true;
}

bool
login_is_gone(pid_t pid)
{
	return pid > 0 && kill(pid, 0) != 0 && errno == ESRCH;
}

bool
login_is_borrowed(uid_t *owner, pid_t pid, uid_t uid)
{
	int64_t who;

	if (pid <= 0 || !read_proc_number(&who, pid, "loginuid"))
		return false;
	*owner = (uid_t)who;
	return *owner != uid;
}
