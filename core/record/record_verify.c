/*
 * Verifying a record: the chain of entries, the head, the history behind it.
 * An entry is known by the blob that the head's tree holds for it; once the
 * chain over these is good, each older commit only has to name the same blobs
 * for the entries it adds, and add nothing else.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/entry.h"
#include "record/commit.h"
#include "record/paths.h"
#include "record/place.h"
#include "record/reader_internal.h"

enum {
	EXPECT_MIN = 16, /* digits of a head code */
	LEVELS = 3
};

struct verify_run {
	struct record_reader *c;
	const struct record_check *how;
	struct record_report *report;
	char expect[HASH_HEX]; /* lower-case digits, or "" */
	bool expected; /* it was found */
	git_oid *blob; /* of entry i + 1 */
	size_t blob_room;
	char (*hash)[HASH_HEX]; /* of entry i + 1 */
	size_t hash_room;
	git_oid *commit; /* newest first */
	size_t commits;
	struct git_trees trees;
};

static enum err_code
verify_bad(struct err *err, int64_t seq, struct arg what)
{
	char where[48];

	fixed_format(where, sizeof(where), "entry %lld", (long long)seq);
	return refuse(err, REFUSE_RECORD_BAD, where, WITH(what));
}

static enum err_code
bad_commit(struct err *err, const git_oid *id, struct arg what)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	return refuse(err, REFUSE_HISTORY, hex, WITH(what));
}

/* ---- the chain ---- */

/*
 * The prev and seq of a line. Keys are sorted and what follows prev cannot
 * hold a quote, so the last ,"prev":" is the line's own.
 */
static bool
read_link(const char **prev, int64_t *seq, const char *line, size_t len)
{
	static const char key[] = ",\"prev\":\"", next[] = "\",\"seq\":";
	const size_t n = sizeof(key) - 1, m = sizeof(next) - 1;
	size_t least = n + HASH_HEX - 1 + m + 1;
	char digits[24];

	if (len < least)
		return false;
	for (size_t at = len - least + 1; at-- > 0;) {
		if (memcmp(line + at, key, n) != 0)
			continue;
		*prev = line + at + n;
		if (memcmp(*prev + HASH_HEX - 1, next, m) != 0)
			return false;
		line += at + least - 1;
		len -= at + least - 1;
		fixed_format(digits, sizeof(digits), "%.*s",
			(int)(len < 20 ? len : 20), line);
		*seq = strtoll(digits, NULL, 10);
		return true;
	}
	return false;
}

static enum err_code
check_entry(struct verify_run *k, struct record_page *page, int64_t seq,
	struct err *err)
{
	const char *prev, *want = seq == 1 ? ENTRY_NO_PREV : k->hash[seq - 2];
	git_odb_object *raw;
	int64_t number;
	size_t len;
	enum err_code rc =
		record_reader_locate(&k->blob[seq - 1], k->c, page, seq, err);

	if (rc == ERR_OK)
		rc = record_reader_line(
			&raw, &len, k->c, &k->blob[seq - 1], seq, err);
	if (rc != ERR_OK)
		return rc;
	if (!read_link(&prev, &number, git_odb_object_data(raw), len))
		rc = verify_bad(err, seq,
			ARG_BOTH("this is not the line of an entry",
				"这不是条目的一行"));
	else if (number != seq)
		rc = verify_bad(err, seq,
			ARG_BOTH("the entry has another number inside",
				"条目内的编号与此不符"));
	else if (memcmp(prev, want, HASH_HEX - 1) != 0)
		rc = seq == 1 ? verify_bad(err, 1,
					ARG_BOTH("it does not begin the chain",
						"它不是链的开头"))
			      : verify_bad(err, seq - 1,
					ARG_BOTH("the entry was changed: the "
						 "next one names another hash",
						"该条目被改动：后一条所记校验码"
						"与之不符"));
	if (rc == ERR_OK)
		hash_hex(k->hash[seq - 1], git_odb_object_data(raw), len);
	git_odb_object_free(raw);
	return rc;
}

/* A head code that somebody wrote down: blanks and dashes do not count. */
static enum err_code
read_expect(struct verify_run *k, struct err *err)
{
	size_t n = 0;
	const char *s = k->how->expect;

	for (; s != NULL && *s != '\0'; s++) {
		char c = *s >= 'A' && *s <= 'F' ? (char)(*s - 'A' + 'a') : *s;

		if (c == ' ' || c == '-')
			continue;
		if (n == HASH_HEX - 1 || strchr("0123456789abcdef", c) == NULL)
			break;
		k->expect[n++] = c;
	}
	if (s == NULL || (*s == '\0' && n >= EXPECT_MIN))
		return ERR_OK;
	return refuse(err, REFUSE_HEAD_CODE, k->how->expect,
		WITH(arg_text(k->how->expect)));
}

static void
match_expect(struct verify_run *k, const char *hex, int64_t seq)
{
	size_t n = strlen(k->expect);

	if (n == 0 || k->expected || strncmp(hex, k->expect, n) != 0)
		return;
	k->expected = true;
	k->report->expect_seq = seq;
}

static enum err_code
check_chain(struct verify_run *k, struct err *err)
{
	struct record_page page = { .hundred = -1 };
	int64_t last = k->c->head.seq;
	enum err_code rc = ERR_OK;

	assert(last >= 1); /* commit_trailers takes no other */
	for (int64_t seq = 1; rc == ERR_OK && seq <= last; seq++) {
		rc = progress_tell(
			k->how->progress, PROGRESS_CHAIN, seq - 1, last, err);
		if (rc != ERR_OK)
			break;
		/* a head may claim any number: room for what is there */
		MEM_RESERVE(k->blob, (size_t)seq, k->blob_room);
		MEM_RESERVE(k->hash, (size_t)seq, k->hash_room);
		rc = check_entry(k, &page, seq, err);
		if (rc != ERR_OK)
			break;
		k->report->entries = seq;
		match_expect(k, k->hash[seq - 1], seq);
	}
	if (rc == ERR_OK && strcmp(k->hash[last - 1], k->c->head.ledger) != 0) {
		k->report->entries = last - 1;
		rc = verify_bad(err, last,
			ARG_BOTH("the entry was changed: the head commit names "
				 "another hash",
				"该条目被改动：末次提交所记校验码与之不符"));
	}
	return rc;
}

/* ---- trees ---- */

/* The entries folder of a commit's tree. */
static enum err_code
entries_of(git_oid *out, struct verify_run *k, const git_oid *root,
	struct err *err)
{
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;
	enum err_code rc =
		git_trees_read(&raw, &k->trees, k->c->odb, root, err);

	if (rc != ERR_OK)
		return rc;
	rc = ERR_CORRUPT;
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while (git_items_next(&item, &it) > 0)
		if (strcmp(item.name, "entries") == 0 &&
			item.mode == GIT_MODE_FOLDER) {
			*out = item.id;
			rc = ERR_OK;
		}
	git_odb_object_free(raw);
	return rc == ERR_OK
		? rc
		: refuse_as(err, rc, REFUSE_RECORD_BAD, "",
			  WITH(ARG_BOTH("there are no entries", "没有条目")));
}

/* What a commit added: counted, and each compared with the head's. */
struct added {
	int64_t first, last;
	int64_t count;
};

static bool
verify_item_number(int64_t *out, const struct git_item *item, bool file)
{
	size_t n = strspn(item->name, "0123456789");

	if (n < 2 || n > 12 || file == (item->mode == GIT_MODE_FOLDER) ||
		strcmp(item->name + n, file ? ".json" : "") != 0)
		return false;
	*out = strtoll(item->name, NULL, 10);
	return true;
}

static enum err_code
check_added(const struct verify_run *k, struct added *a, const git_oid *blob,
	int64_t seq, struct err *err)
{
	if (seq < a->first || seq > a->last)
		return verify_bad(err, seq,
			ARG_BOTH("the entry was written or changed by a commit "
				 "that does not name it",
				"写入或改动该条目的提交并未列出它"));
	if (!git_oid_equal(blob, &k->blob[seq - 1]))
		return verify_bad(err, seq,
			ARG_BOTH("the entry was changed by a later commit",
				"该条目被后来的提交改动"));
	a->count++;
	return ERR_OK;
}

static enum err_code
verify_compare(struct verify_run *k, struct added *a, const git_oid *old,
	const git_oid *new, int level, int64_t front, struct err *err)
{
	git_odb_object *was = NULL, *is = NULL;
	struct git_items x = { NULL, 0 }, y;
	struct git_item item, twin;
	size_t before = 0, after = 0;
	bool file = level == LEVELS - 1, held = false;
	enum err_code rc = git_trees_read(&is, &k->trees, k->c->odb, new, err);
	int64_t n;

	if (rc == ERR_OK && old != NULL)
		rc = git_trees_read(&was, &k->trees, k->c->odb, old, err);
	if (rc != ERR_OK)
		goto out;
	if (was != NULL) {
		git_items_init(
			&x, git_odb_object_data(was), git_odb_object_size(was));
		while (git_items_next(&item, &x) > 0)
			before++;
		git_items_init(
			&x, git_odb_object_data(was), git_odb_object_size(was));
	}
	git_items_init(&y, git_odb_object_data(is), git_odb_object_size(is));
	while (rc == ERR_OK && git_items_next(&item, &y) > 0) {
		bool twins = git_items_twin(&twin, &x, &held, &item);

		if (twins) {
			after++;
			if (git_oid_equal(&twin.id, &item.id) &&
				twin.mode == item.mode)
				continue;
		}
		if (!verify_item_number(&n, &item, file))
			rc = refuse(err, REFUSE_RECORD_BAD, item.name,
				WITH(ARG_BOTH(
					"something else lies among the entries",
					"条目之间夹有其他内容")));
		else if (file)
			rc = check_added(k, a, &item.id, front * 100 + n, err);
		else
			rc = verify_compare(k, a, twins ? &twin.id : NULL,
				&item.id, level + 1, front * 100 + n, err);
	}
	if (rc == ERR_OK && after != before)
		rc = refuse(err, REFUSE_ENTRY_REMOVED, "",
			WITH(arg_count(a->first)));
out:
	git_odb_object_free(was);
	git_odb_object_free(is);
	return rc;
}

/* ---- the history ---- */

static enum err_code
check_signature(struct verify_run *k, const git_oid *id, git_odb_object *raw,
	const struct commit_view *v, struct err *err)
{
	char who[SSHSIG_NAME], hex[GIT_OID_HEXSZ + 1];
	enum err_code rc = commit_verify(who, git_odb_object_data(raw),
		git_odb_object_size(raw), v, k->how->signers, err);

	git_oid_tostr(hex, sizeof(hex), id);
	if (rc == ERR_OK) {
		k->report->signatures++;
		memcpy(k->report->signer, who, sizeof(who));
		return ERR_OK;
	}
	if (err != NULL)
		FIXED_SET(err->where, hex);
	return rc == ERR_INVALID ? ERR_CORRUPT : rc;
}

static enum err_code
verify_read_commit(git_odb_object **raw, struct commit_view *v,
	struct verify_run *k, const git_oid *id, struct err *err)
{
	enum err_code rc = git_read(raw, k->c->odb, id, GIT_OBJECT_COMMIT, err);

	if (rc != ERR_OK)
		return bad_commit(err, id,
			ARG_BOTH("a commit cannot be read", "提交无法读取"));
	if (commit_parse(
		    v, git_odb_object_data(*raw), git_odb_object_size(*raw)) &&
		!v->many_parents)
		return ERR_OK;
	git_odb_object_free(*raw);
	return bad_commit(err, id,
		ARG_BOTH("this commit is none of a record",
			"该提交不属于档案库"));
}

/* The head's signature alone, before anything else is believed. */
static enum err_code
verify_check_head(struct verify_run *k, struct err *err)
{
	struct commit_view v;
	git_odb_object *raw;
	enum err_code rc;

	match_expect(k, k->c->head.commit, k->c->head.seq);
	if (k->how->signers == NULL)
		return ERR_OK;
	rc = verify_read_commit(&raw, &v, k, &k->c->tip, err);
	if (rc != ERR_OK)
		return rc;
	rc = check_signature(k, &k->c->tip, raw, &v, err);
	k->report->origin = rc == ERR_OK;
	git_odb_object_free(raw);
	return rc;
}

static enum err_code
list_history(struct verify_run *k, struct err *err)
{
	git_oid at = k->c->tip;
	struct commit_view v;
	git_odb_object *raw;
	enum err_code rc;

	do {
		rc = progress_tell(
			k->how->progress, PROGRESS_HISTORY, 0, 0, err);
		if (rc == ERR_OK)
			rc = verify_read_commit(&raw, &v, k, &at, err);
		if (rc != ERR_OK)
			return rc;
		*MEM_ADD(k->commit, k->commits) = at;
		at = v.parent;
		git_odb_object_free(raw);
		if ((int64_t)k->commits > k->c->head.seq)
			return bad_commit(err, &at,
				ARG_BOTH("there are more commits than entries",
					"提交多于条目"));
	} while (v.has_parent);
	return ERR_OK;
}

/* One commit against the one before it; *last and *entries move on. */
static enum err_code
check_commit(struct verify_run *k, int64_t *last, git_oid *entries,
	const git_oid *id, struct err *err)
{
	char hex[GIT_OID_HEXSZ + 1];
	struct commit_trailers t;
	struct commit_view v;
	struct added a;
	git_odb_object *raw;
	git_oid now;
	enum err_code rc = verify_read_commit(&raw, &v, k, id, err);

	if (rc != ERR_OK)
		return rc;
	git_oid_tostr(hex, sizeof(hex), id);
	if (!commit_trailers(&t, &v) || t.first != *last + 1 ||
		t.last > k->c->head.seq)
		rc = bad_commit(err, id,
			ARG_BOTH("this commit does not go on where the one "
				 "before ended",
				"该提交与前一次提交不衔接"));
	else if (strcmp(t.ledger, k->hash[t.last - 1]) != 0)
		rc = bad_commit(err, id,
			ARG_BOTH("the head that this commit names is not the "
				 "hash of its last entry",
				"该提交所记校验码与其最后一条不符"));
	if (rc == ERR_OK)
		rc = entries_of(&now, k, &v.tree, err);
	a = (struct added){ t.first, t.last, 0 };
	if (rc == ERR_OK)
		rc = verify_compare(
			k, &a, *last > 0 ? entries : NULL, &now, 0, 0, err);
	if (rc == ERR_OK && a.count != t.last - t.first + 1)
		rc = bad_commit(err, id,
			ARG_BOTH(
				"this commit does not add the entries it names",
				"该提交没有加入其所列条目"));
	if (rc == ERR_OK && k->how->every_signature && k->how->signers != NULL)
		rc = check_signature(k, id, raw, &v, err);
	if (rc == ERR_OK) {
		match_expect(k, hex, t.last);
		*last = t.last;
		*entries = now;
	}
	git_odb_object_free(raw);
	return rc;
}

static enum err_code
check_history(struct verify_run *k, struct err *err)
{
	int64_t last = 0;
	git_oid entries;
	enum err_code rc = list_history(k, err);

	if (k->how->every_signature)
		k->report->signatures = 0; /* the head's comes again */
	for (size_t i = k->commits; rc == ERR_OK && i-- > 0;) {
		rc = progress_tell(k->how->progress, PROGRESS_HISTORY,
			k->report->commits, (int64_t)k->commits, err);
		if (rc == ERR_OK)
			rc = check_commit(
				k, &last, &entries, &k->commit[i], err);
		k->report->commits += rc == ERR_OK;
	}
	return rc;
}

enum err_code
record_reader_check_head(
	struct record_reader *c, const char *signers, struct err *err)
{
	struct record_check how = { .signers = signers };
	struct record_report report = { 0 };
	struct verify_run k = { .c = c, .how = &how, .report = &report };

	return verify_check_head(&k, err);
}

/* What git left out is no tampering: there is nothing to judge. */
static enum err_code
verify_is_whole(const struct verify_run *k, struct err *err)
{
	git_config *config = NULL;
	int filtered = 0;

	if (git_repository_is_shallow(k->c->repo) == 1)
		return refuse(err, REFUSE_SHALLOW, k->c->path, WITH_NONE);
	if (git_repository_config_snapshot(&config, k->c->repo) == 0)
		(void)git_config_get_bool(
			&filtered, config, "remote.origin.promisor");
	git_config_free(config);
	return filtered ? refuse(err, REFUSE_PARTIAL, k->c->path, WITH_NONE)
			: ERR_OK;
}

enum err_code
record_verify(struct record_report *report, struct record_reader *c,
	const struct record_check *how, struct err *err)
{
	struct verify_run k = { .c = c, .how = how, .report = report };
	enum err_code rc;

	memset(report, 0, sizeof(*report));
	report->head = c->head;
	rc = verify_is_whole(&k, err);
	if (rc == ERR_OK)
		rc = place_check(c->path, false, err);
	if (rc == ERR_OK)
		rc = read_expect(&k, err);
	if (rc == ERR_OK)
		rc = verify_check_head(&k, err);
	if (rc == ERR_OK)
		rc = check_chain(&k, err);
	if (rc == ERR_OK && how->history)
		rc = check_history(&k, err);
	if (rc == ERR_OK && k.expect[0] != '\0' && !k.expected)
		rc = refuse(err, REFUSE_HEAD_NONE, k.expect, WITH_NONE);
	git_trees_release(&k.trees);
	free(k.commit);
	free(k.hash);
	free(k.blob);
	return rc;
}
