/* See own.h. */
#include "tests/relay/hostile/own.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TREE_MAX = 64 };

static struct hostile_own now;
static char folder[64];
static struct {
	char *path, *data;
} tree[TREE_MAX];

struct hostile_own *
hostile_own(void)
{
	return &now;
}

const struct hostile_fate *
hostile_strikes(const char *op)
{
	const struct hostile_fate *f = now.fate;

	if (f == NULL || strcmp(f->op, op) != 0)
		return NULL;
	now.seen++;
	if (f->nth != 0 && f->nth != now.seen)
		return NULL;
	if (f->says == SAYS_NEVER)
		now.dead = true;
	return f;
}

/* ---- files on a server ---- */

static int
tree_at(const char *path)
{
	for (int i = 0; i < TREE_MAX; i++)
		if (tree[i].path != NULL && strcmp(tree[i].path, path) == 0)
			return i;
	return -1;
}

const char *
hostile_tree_get(const char *path)
{
	int at = tree_at(path);

	return at < 0 ? NULL : tree[at].data;
}

void
hostile_tree_remove(const char *path)
{
	int at = tree_at(path);

	if (at < 0)
		return;
	free(tree[at].path);
	free(tree[at].data);
	tree[at].path = tree[at].data = NULL;
}

void
hostile_tree_put(const char *path, const char *data, size_t len)
{
	int at = 0;

	hostile_tree_remove(path);
	while (at < TREE_MAX && tree[at].path != NULL)
		at++;
	assert_true(at < TREE_MAX);
	tree[at].path = mem_strdup(path);
	tree[at].data = mem_strndup(data, len);
}

bool
hostile_tree_move(const char *from, const char *to)
{
	int at = tree_at(from);

	if (at < 0)
		return false;
	hostile_tree_remove(to);
	free(tree[at].path);
	tree[at].path = mem_strdup(to);
	return true;
}

/* ---- files on a disk ---- */

const char *
hostile_folder(void)
{
	if (*folder == '\0') {
		(void)snprintf(
			folder, sizeof(folder), "/tmp/crier-hostile-XXXXXX");
		assert_non_null(mkdtemp(folder));
	}
	return folder;
}

static int
drop(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

void
hostile_own_clear(void)
{
	if (*folder)
		(void)nftw(folder, drop, 8, FTW_DEPTH | FTW_PHYS);
	folder[0] = '\0';
	for (int i = 0; i < TREE_MAX; i++)
		if (tree[i].path != NULL)
			hostile_tree_remove(tree[i].path);
}

/* ---- what stands there for readers ---- */

void
hostile_deliver(const char *const *to, size_t count)
{
	struct hostile_post *p;

	for (size_t i = 0; i < count; i++) {
		p = hostile_post_new(now.w, now.account, now.by->text, now.by);
		hostile_set(&p->slug, to[i]);
	}
	now.by->stored += count > 0;
}

static char *
copy_of(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static bool
holds(const struct wire_request *q, const struct wire_file *f, bool *whole)
{
	enum { END = 6 }; /* every version of a file has the same end */
	bool disk = q->transport == WIRE_FOLDER, same;
	char *path = disk ? NULL : mem_printf("/srv/%s", f->path);
	char *seen = disk ? hostile_disk_get(f->path)
			  : copy_of(hostile_tree_get(path));
	size_t len = seen ? strlen(seen) : 0;

	*whole = seen == NULL ||
		(len > END &&
			strcmp(seen + len - END, f->data + f->len - END) == 0);
	same = seen != NULL && strcmp(seen, f->data) == 0;
	free(seen);
	free(path);
	return same;
}

/* A page is out when it is there; of what a desk reads, its last file. */
static void
see(const struct wire_request *q)
{
	bool cast = hostile_rows[now.account].is == HOSTILE_CAST, whole;
	const struct wire_file *f;
	struct hostile_post *own;

	if (q->file_count == 0 || now.by == NULL || !q->irrevocable)
		return;
	f = &q->files[cast ? q->file_count - 1 : 0];
	for (size_t i = 0; i < q->file_count; i++) {
		(void)holds(q, &q->files[i], &whole);
		assert_true(whole); /* never half of one */
	}
	own = hostile_own_post(now.w, now.by);
	if (!holds(q, f, &whole)) {
		if (own != NULL) /* taken away, and not put back */
			own->was_public = false;
		return;
	}
	now.by->stored++;
	if (own == NULL)
		(void)hostile_post_new(
			now.w, now.account, now.by->text, now.by);
}

/* ---- one request ---- */

static void (*const performers[])(struct wire_request *) = {
	[WIRE_DAV] = hostile_dav_perform,
	[WIRE_SFTP] = hostile_sftp_perform_one,
	[WIRE_MAIL] = hostile_mail_perform_one,
};

static void
begin(struct hostile_world *w, const struct wire_request *q,
	const struct flight *f)
{
	struct hostile_request r = { .irrevocable = q->irrevocable,
		.step = f->step };
	const struct hostile_fate *fate;

	now = (struct hostile_own){ .w = w };
	now.account = r.account = hostile_account(f->task->account->id);
	now.by = r.by = hostile_case_of(w, f->task->delivery);
	buf_init(&now.body, 1 << 22);
	fate = w->fate_of(w, &r);
	now.fate = fate->op != NULL ? fate : NULL;
	now.took = fate->says == SAYS_SLOWLY ? 9000 : 5;
	if (q->irrevocable) {
		now.by->sends++;
		w->count->sends++;
	}
}

static void
note_reading(const struct flight *f)
{
	const struct hostile_post *own = hostile_own_post(now.w, now.by);

	if (f->step != STEP_READBACK)
		return;
	now.by->read = true;
	now.by->read_true = own != NULL && hostile_is_as_approved(own, now.by);
}

void
hostile_own_start(struct hostile_world *w, struct wire_request *q, uint64_t tag,
	const struct flight *f)
{
	struct hostile_event *e = mem_new(sizeof(*e));

	begin(w, q, f);
	note_reading(f);
	if (q->transport == WIRE_FOLDER)
		hostile_disk_perform(q);
	else
		performers[q->transport](q);
	see(q);
	e->what = HAPPENS_ANSWER;
	e->tag = tag;
	e->due = w->now.boot + now.took;
	e->reply.answered = now.answer.answered;
	e->reply.status = now.answer.answered ? now.answer.status
		: now.answer.sent	      ? 0
					      : -1;
	e->reply.type = "application/json";
	e->reply.body = buf_take(&now.body);
	HOSTILE_SAY(w, "%s %s %s: answered %d sent %d status %d %s",
		now.by ? now.by->delivery : "-", wire_step_word(f->step),
		q->method, now.answer.answered, now.answer.sent,
		now.answer.status, e->reply.body);
	/* who died within the call says nothing */
	if (now.dead && q->transport == WIRE_FOLDER)
		hostile_event_free(e);
	else
		hostile_event_add(w, e);
	wire_request_release(q);
	wire_request_init(q);
}
