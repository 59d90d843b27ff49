/*
 * One branch: fetched, compared with what was seen of it before, read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "courier/host_git.h"
#include "courier/shelf.h"
#include "courier/task.h"
#include "letter/letter.h"
#include "link/bounded.h"

enum { REF = HOST_BRANCH + 16 };

struct bringing {
	const struct host_bring *b;
	struct host_call c;
	char ours[REF], came[REF]; /* as seen before; as it is there */
	git_oid old, new;
	bool had; /* it was seen before */
	struct shelf shelf;
};

static int
bring_fetch(struct bringing *w)
{
	git_fetch_options opts;
	char spec[2 * REF + 16];
	char *specs[] = { spec };
	const git_strarray list = { specs, 1 };

	fixed_format(
		spec, sizeof(spec), "+refs/heads/%s:%s", w->b->branch, w->came);
	(void)git_fetch_options_init(&opts, GIT_FETCH_OPTIONS_VERSION);
	host_callbacks(&opts.callbacks, &w->c);
	opts.update_fetchhead = 0;
	opts.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	return git_remote_fetch(w->c.remote, &list, &opts, NULL);
}

static int64_t
bring_known(struct bringing *w)
{
	int64_t last = w->b->known;

	if (w->had && shelf_read(&w->shelf, w->c.copy, &w->old) &&
		w->shelf.last > last)
		last = w->shelf.last;
	return last;
}

/* After it w->shelf is that of the new commit. */
static const char *
bring_state(struct bringing *w)
{
	bool same = w->had && git_oid_equal(&w->old, &w->new);
	bool forward = !w->had || same ||
		git_graph_descendant_of(w->c.copy, &w->new, &w->old) == 1;
	int64_t known = bring_known(w);

	if (!shelf_read(&w->shelf, w->c.copy, &w->new))
		return NULL;
	if (w->shelf.last < known)
		return "older";
	return same ? "same" : forward ? "forward" : "rewritten";
}

static void
bring_tell(const struct bringing *w, const char *state)
{
	json_t *doc = json_object();
	char hex[HOST_COMMIT];

	doc_put_str(doc, "state", state);
	doc_put_str(doc, "commit", git_oid_tostr(hex, sizeof(hex), &w->new));
	doc_put_int(doc, "last", w->shelf.last);
	if (w->b->own)
		doc_put(doc, "missing", shelf_holes(&w->shelf, HOST_HOLES));
	bounded_say(doc);
	if (w->shelf.dirt == 0)
		return;
	doc = json_object();
	doc_put_int(doc, "dirt", w->shelf.dirt);
	doc_put_str(doc, "first", w->shelf.first);
	bounded_say(doc);
}

/* The size stands in front of a blob: one that is too large is not unpacked. */
static json_t *
bring_text(const struct bringing *w, git_odb *odb, const git_oid *id)
{
	git_blob *blob = NULL;
	git_object_t type;
	size_t len = 0;
	json_t *text = NULL;
	const char *data;

	if (git_odb_read_header(&len, &type, odb, id) != 0 ||
		len > LETTER_TEXT + 1 ||
		git_blob_lookup(&blob, w->c.copy, id) != 0)
		return NULL;
	data = git_blob_rawcontent(blob);
	len = (size_t)git_blob_rawsize(blob);
	if (len > 0 && data[len - 1] == '\n')
		len--;
	text = json_stringn(data, len);
	git_blob_free(blob);
	return text;
}

/* What is no letter has the text "": the station names it as dirt. */
static void
bring_say(const struct bringing *w, git_odb *odb, git_tree *tree, int64_t seq)
{
	git_tree_entry *e = NULL;
	char path[SHELF_PATH];
	json_t *doc = json_object(), *text = NULL;

	shelf_path(path, seq);
	if (git_tree_entry_bypath(&e, tree, path) == 0)
		text = bring_text(w, odb, git_tree_entry_id(e));
	git_tree_entry_free(e);
	doc_put_int(doc, "seq", seq);
	doc_put(doc, "text", text ? text : json_string(""));
	bounded_say(doc);
}

/* From one place on, at most so many. */
static void
bring_some(const struct bringing *w, git_odb *odb, git_tree *tree, int64_t from,
	int most)
{
	for (int64_t seq = from; seq <= w->shelf.last && most > 0; seq++)
		if (shelf_has(&w->shelf, seq)) {
			bring_say(w, odb, tree, seq);
			most--;
		}
}

/* The newest first where there are many: a halt among them is obeyed, however
 * many wait before it. */
static void
bring_letters(const struct bringing *w)
{
	git_commit *commit = NULL;
	git_tree *tree = NULL;
	git_odb *odb = NULL;
	int64_t newest = w->shelf.last - w->b->newest + 1;

	if (git_repository_odb(&odb, w->c.copy) == 0 &&
		git_commit_lookup(&commit, w->c.copy, &w->new) == 0 &&
		git_commit_tree(&tree, commit) == 0) {
		if (newest > w->b->from + w->b->newest)
			bring_some(w, odb, tree, newest, w->b->newest);
		bring_some(w, odb, tree, w->b->from, w->b->most);
	}
	git_tree_free(tree);
	git_commit_free(commit);
	git_odb_free(odb);
}

static int
bring_read(struct bringing *w)
{
	const char *state = bring_state(w);
	git_reference *ref = NULL;
	bool older;

	if (state == NULL)
		return host_content_fault(&w->c);
	older = strcmp(state, "older") == 0;
	/* our own are put on top of whatever is there */
	if ((!older || w->b->own) &&
		git_reference_create(
			&ref, w->c.copy, w->ours, &w->new, 1, "seen") != 0)
		return host_content_fault(&w->c);
	git_reference_free(ref);
	bring_tell(w, state);
	if (!older && w->b->from > 0)
		bring_letters(w);
	return 0;
}

int
host_bring(const void *what)
{
	struct bringing *w = calloc(1, sizeof(*w));
	int status = 0;

	if (w == NULL)
		return TASK_NO_MEMORY;
	w->b = what;
	fixed_format(w->ours, sizeof(w->ours), "refs/heads/%s", w->b->branch);
	fixed_format(w->came, sizeof(w->came), "refs/came/%s", w->b->branch);
	if (!host_begin(&w->c, w->b->host))
		return 0;
	w->had = git_reference_name_to_id(&w->old, w->c.copy, w->ours) == 0;
	if ((w->b->fetch && bring_fetch(w) != 0) ||
		git_reference_name_to_id(&w->new, w->c.copy,
			w->b->fetch ? w->came : w->ours) != 0)
		status = host_content_fault(&w->c);
	else
		status = bring_read(w);
	host_end(&w->c);
	free(w);
	return status;
}
