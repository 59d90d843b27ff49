/*
 * /proc/PID/loginuid and sessionid, which PAM sets at a login and nobody
 * changes afterwards but root.
 */
#include "station/login.h"

#include <stdint.h>
#include <stdio.h>

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

bool
login_is_borrowed(uid_t *owner, pid_t pid, uid_t uid)
{
	int64_t who;

	if (pid <= 0 || !read_proc_number(&who, pid, "loginuid"))
		return false;
	*owner = (uid_t)who;
	return *owner != uid;
}
