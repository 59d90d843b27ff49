/*
 * One function for each form of file; the rows of crier/entries say which kind
 * of entry takes which.
 * Whatever a person or a platform wrote goes into contents only, never into a
 * path, and into CSV so that no spreadsheet takes it for a formula.
 */
#include "record/project.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "base/text.h"
#include "crier/entry_kind.h"
#include "crier/subject.h"
#include "record/paths.h"
#include "record/project_text.h"
#include "record/scripts.h"

/*
 * A file is made of one entry. The worst is a table whose rows take two bytes
 * of the entry each and come to eleven, commas and the end of the line.
 */
enum { FILE_MAX = 16 * ENTRY_LINE_MAX };

struct work {
	struct project *p;
	const struct project_io *io;
	const struct entry *e;
};

/* The file of a kind of entry: the column `record` of crier/entries. */
struct kind_row {
	void (*project)(const struct work *w, const struct kind_row *row);
	const char *folder; /* notes: below the incident or the message */
	const char *word; /* notes: end of the file's name */
	const char *extra; /* notes: body field added to the name */
};

static void
project_put(const struct work *w, const char *path, struct buf *b)
{
	w->io->write(w->io->ctx, path, b->data, b->len);
	buf_release(b);
}

static void
project_put_text(const struct work *w, const char *path, const char *text)
{
	w->io->write(w->io->ctx, path, text, strlen(text));
}

/* A file holding a document in canonical form, and a newline. */
static void
put_doc(const struct work *w, const char *path, const json_t *doc)
{
	char *text = doc_format(doc), *line = mem_printf("%s\n", text);

	project_put_text(w, path, line);
	free(line);
	free(text);
}

/* What stood at path, with the fields of `add` over it. */
static void
merge_doc(const struct work *w, const char *path, json_t *add)
{
	json_t *doc = NULL;
	struct buf b;

	buf_init(&b, FILE_MAX);
	if (!w->io->read(w->io->ctx, path, &b) ||
		doc_parse(&doc, b.data, b.len, NULL) != ERR_OK ||
		!json_is_object(doc)) {
		json_decref(doc);
		doc = json_object();
	}
	json_object_update(doc, add);
	put_doc(w, path, doc);
	json_decref(doc);
	buf_release(&b);
}

/* The folder of the message or delivery that the body names. */
static bool
message_folder(char out[PATH_ROOM], const struct work *w)
{
	return path_message(out, subject_message(w->e->body));
}

static void
project_join(char out[PATH_ROOM + 128], const char *folder, const char *name)
{
	fixed_format(out, PATH_ROOM + 128, "%s/%s", folder, name);
}

/* ---- station ---- */

static void
allow_key(const struct work *w)
{
	static const char path[] = "station/allowed_signers";
	char line[SSHSIG_LINE];
	struct buf b;

	if (!sshsig_allow(line, "station", doc_str(w->e->body, "signing_key")))
		return;
	/* a line for each rebuild */
	buf_init(&b, FILE_MAX + sizeof(line) + 1);
	(void)w->io->read(w->io->ctx, path, &b);
	buf_printf(&b, "%s\n", line);
	project_put(w, path, &b);
}

/* The entry says which format they have: absent is the first. */
static void
put_scripts(const struct work *w)
{
	const struct script *s = scripts_of(doc_int(w->e->body, "record"));

	for (; s->path != NULL; s++)
		project_put_text(w, s->path, s->text);
}

static void
project_put_station(const struct work *w, const struct kind_row *row)
{
	(void)row;
	put_doc(w, "station/station.json", w->e->body);
	put_scripts(w);
	allow_key(w);
	project_resume(w->p, w->io);
}

/* A station that was upgraded goes on with the files of its new format. */
static void
project_put_started(const struct work *w, const struct kind_row *row)
{
	(void)row;
	json_t *format;

	if (doc_int(w->e->body, "record") < 2)
		return;
	put_scripts(w);
	format = json_object();
	doc_put_int(format, "record", doc_int(w->e->body, "record"));
	merge_doc(w, "station/station.json", format);
	json_decref(format);
	project_resume(w->p, w->io);
}

static void
project_put_named(const struct work *w, const struct kind_row *row)
{
	(void)row;
	merge_doc(w, "station/station.json", w->e->body);
}

static void
project_put_rebuilt(const struct work *w, const struct kind_row *row)
{
	(void)row;
	allow_key(w);
}

static void
project_put_library(const struct work *w, const struct kind_row *row)
{
	(void)row;
	put_doc(w, "station/library.json", w->e->body);
}

static void
project_put_officer(const struct work *w, const struct kind_row *row)
{
	char path[PATH_ROOM];

	(void)row;
	path_officer(path, doc_str(w->e->body, "officer"));
	merge_doc(w, path, w->e->body);
}

static void
project_put_account(const struct work *w, const struct kind_row *row)
{
	char path[PATH_ROOM];

	(void)row;
	path_account(path, doc_str(w->e->body, "account"));
	merge_doc(w, path, w->e->body);
}

static void
project_put_partner(const struct work *w, const struct kind_row *row)
{
	char path[PATH_ROOM];

	(void)row;
	path_partner(path, doc_str(w->e->body, "partner"));
	merge_doc(w, path, w->e->body);
}

static void
project_put_impostor(const struct work *w, const struct kind_row *row)
{
	char path[PATH_ROOM];

	(void)row;
	path_impostor(path, doc_str(w->e->body, "impostor"));
	merge_doc(w, path, w->e->body);
}

/* ---- incident and message ---- */

/* A note's name: FOLDER/0012/001234-WORD.md, a hundred entries a folder. */
static void
note_path(char out[PATH_ROOM + 128], const char *front, const char *folder,
	int64_t seq, const char *tail)
{
	fixed_format(out, PATH_ROOM + 128, "%s/%s/%04lld/%06lld%s", front,
		folder, (long long)(seq / 100), (long long)seq, tail);
}

static void
project_put_note(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128], tail[80], extra[40];
	struct buf b;

	if (!message_folder(front, w) && !path_incident(front, w->e->incident))
		return;
	path_name(extra, sizeof(extra),
		row->extra ? doc_str(w->e->body, row->extra) : "");
	fixed_format(tail, sizeof(tail), "-%s%s%s.md", row->extra ? extra : "",
		row->extra ? "-" : "", row->word);
	buf_init(&b, FILE_MAX);
	project_note(&b, w->e, w->p);
	note_path(path, front, row->folder, w->e->seq, tail);
	project_put(w, path, &b);
}

static void
project_put_results(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128], tail[40];
	struct buf b;

	if (!message_folder(front, w))
		return;
	buf_init(&b, FILE_MAX);
	project_results(&b, w->e, w->p);
	fixed_format(tail, sizeof(tail), "-%s.csv", row->word);
	note_path(path, front, row->folder, w->e->seq, tail);
	project_put(w, path, &b);
}

static void
project_put_opened(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128];
	struct buf b;

	if (!path_incident(front, w->e->incident))
		return;
	project_join(path, front, row->word);
	buf_init(&b, FILE_MAX);
	project_titled(&b, w->e, w->p);
	project_put(w, path, &b);
}

/* A text made ready: one file a kind, the last one stands. */
static void
project_put_prepared(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128], name[80], kind[40];
	struct buf b;

	if (!path_incident(front, w->e->incident))
		return;
	path_name(kind, sizeof(kind), doc_str(w->e->body, "kind"));
	fixed_format(name, sizeof(name), "%s/%s-%s.md", row->folder, kind,
		strcmp(doc_str(w->e->body, "lang"), "en") == 0 ? "en" : "zh");
	project_join(path, front, name);
	buf_init(&b, FILE_MAX);
	project_prepared(&b, w->e, w->p);
	project_put(w, path, &b);
}

/* A folder a claim, a note an entry; the first one is claim.md. */
static void
project_put_claim(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128], name[128];
	const char *id = strrchr(doc_str(w->e->body, "claim"), '/');
	long n = id && id[1] == 'c' ? strtol(id + 2, NULL, 10) : 0;
	struct buf b;

	if (n < 1 || !path_incident(front, w->e->incident))
		return;
	if (strcmp(row->word, "added") == 0)
		fixed_format(name, sizeof(name), "claims/%02ld/%ld/claim.md",
			n / 100, n);
	else
		fixed_format(name, sizeof(name),
			"claims/%02ld/%ld/%06lld-%s.md", n / 100, n,
			(long long)w->e->seq, row->word);
	project_join(path, front, name);
	buf_init(&b, FILE_MAX);
	project_note(&b, w->e, w->p);
	project_put(w, path, &b);
}

/* A line to take: one file a topic, the last word on it stands. */
static void
project_put_line(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128], name[120], topic[80];
	struct buf b;

	if (!path_incident(front, w->e->incident))
		return;
	path_name(topic, sizeof(topic), doc_str(w->e->body, row->extra));
	fixed_format(name, sizeof(name), "%s/%s%s.md", row->folder, topic,
		row->word);
	project_join(path, front, name);
	buf_init(&b, FILE_MAX);
	project_note(&b, w->e, w->p);
	project_put(w, path, &b);
}

static void
project_put_message(const struct work *w, const struct kind_row *row)
{
	char front[PATH_ROOM], path[PATH_ROOM + 128];
	struct buf b;

	if (!message_folder(front, w))
		return;
	project_join(path, front, row->word);
	buf_init(&b, FILE_MAX);
	project_note(&b, w->e, w->p);
	project_put(w, path, &b);
}

static void
project_put_revision(const struct work *w, const struct kind_row *row)
{
	const json_t *body = w->e->body;
	long long rev = doc_int(body, "revision");
	char front[PATH_ROOM], path[PATH_ROOM + 128], name[80];
	struct buf b;

	(void)row;
	if (!message_folder(front, w))
		return;
	fixed_format(name, sizeof(name), "revisions/%02lld/%02lld.md",
		rev / 100, rev);
	project_join(path, front, name);
	buf_init(&b, FILE_MAX);
	project_revision(&b, w->e, w->p);
	project_put(w, path, &b);
	if (json_array_size(doc_get(body, "figures")) == 0)
		return;
	fixed_format(name, sizeof(name), "revisions/%02lld/%02lld-figures.csv",
		rev / 100, rev);
	project_join(path, front, name);
	buf_init(&b, FILE_MAX);
	project_figures(&b, body, w->p->zone);
	project_put(w, path, &b);
}

static void
put_variant(const struct work *w, const char *front, const char *digest,
	const json_t *doc)
{
	char path[PATH_ROOM + 128], name[96], *text;
	struct buf b;

	path_name(name, sizeof(name) - 12, digest);
	fixed_format(path, sizeof(path), "%.400s/variants/%.2s/%s.json", front,
		name, name);
	text = doc_format(doc);
	project_put_text(
		w, path, text); /* no newline: its SHA-256 is its name */
	free(text);
	fixed_format(path, sizeof(path), "%.400s/variants/%.2s/%s.txt", front,
		name, name);
	buf_init(&b, FILE_MAX);
	project_variant(&b, doc);
	project_put(w, path, &b);
}

static void
project_put_submitted(const struct work *w, const struct kind_row *row)
{
	const json_t *manifest = doc_get(w->e->body, "manifest");
	json_t *variants = doc_get(w->e->body, "variants"), *doc;
	char front[PATH_ROOM], path[PATH_ROOM + 128], *text;
	const char *digest;

	project_put_note(w, row);
	if (!message_folder(front, w) || manifest == NULL)
		return;
	fixed_format(path, sizeof(path), "%s/manifests/%04lld/%06lld.json",
		front, (long long)(w->e->seq / 100), (long long)w->e->seq);
	text = doc_format(manifest);
	project_put_text(
		w, path, text); /* no newline: its SHA-256 is the digest */
	free(text);
	json_object_foreach(variants, digest, doc)
		put_variant(w, front, digest, doc);
}

#define RECORD(project, folder, word, extra)                                   \
	{                                                                      \
		project, folder, word, extra                                   \
	}
#define NO_RECORD RECORD(NULL, NULL, NULL, NULL)

static const struct kind_row kinds[] = {
#define ENTRY(id, kind, title, shown, about, fold, follows, job, record)       \
	[ENTRY_##id] = record,
#include "crier/entries.def"
#undef ENTRY
};

void
project_entry(struct project *p, const struct project_io *io,
	const struct entry *e, const char *line, size_t len)
{
	struct work w = { p, io, e };
	char path[PATH_ROOM];
	enum entry_kind kind;
	struct buf b;

	buf_init(&b, ENTRY_LINE_MAX + 1);
	buf_add(&b, line, len);
	buf_putc(&b, '\n');
	path_entry(path, e->seq);
	io->write(io->ctx, path, b.data, b.len);
	if (path_incident_entry(path, e->incident, e->seq))
		io->write(io->ctx, path, b.data, b.len);
	buf_release(&b);
	if (entry_kind_parse(&kind, e->kind) && kinds[kind].project != NULL)
		kinds[kind].project(&w, &kinds[kind]);
}

void
project_resume(struct project *p, const struct project_io *io)
{
	json_t *doc = NULL;
	const char *unit;
	struct buf b;

	p->zone = 0;
	p->marked = p->demo = false;
	FIXED_SET(p->unit, "station");
	buf_init(&b, FILE_MAX);
	if (io->read(io->ctx, "station/station.json", &b) &&
		doc_parse(&doc, b.data, b.len, NULL) == ERR_OK) {
		unit = doc_str(doc, "unit");
		(void)zone_parse(&p->zone, doc_str(doc, "zone"));
		p->marked = doc_int(doc, "record") >= 2;
		p->demo = doc_bool(doc, "demo");
		if (*unit != '\0')
			text_printable(
				p->unit, sizeof(p->unit), unit, strlen(unit));
	}
	json_decref(doc);
	buf_release(&b);
}

void
project_name(char out[PROJECT_LINE], const struct project *p,
	const struct project_io *io, const char *by)
{
	char path[PATH_ROOM];
	json_t *doc = NULL;
	const char *name = "";
	struct buf b;

	if (strcmp(by, "station") == 0) {
		memcpy(out, p->unit, sizeof(p->unit));
		return;
	}
	buf_init(&b, FILE_MAX);
	path_officer(path, by);
	if (io->read(io->ctx, path, &b) &&
		doc_parse(&doc, b.data, b.len, NULL) == ERR_OK)
		name = doc_str(doc, "name");
	if (*name == '\0')
		name = *by != '\0' ? by : "unknown";
	text_printable(out, PROJECT_LINE, name, strlen(name));
	json_decref(doc);
	buf_release(&b);
}

void
project_summary(char out[PROJECT_LINE], const struct entry *e)
{
	static const char *const subject[] = { "delivery", "message", "claim",
		"officer", "account" };
	static const char *const detail[] = { "title", "gate", "name", "seen",
		"why", "reason", "unit", "version", "detail" };
	struct buf b;

	buf_init(&b, 4 * PROJECT_LINE);
	buf_puts(&b, e->kind);
	for (size_t i = 0; i < sizeof(subject) / sizeof(subject[0]); i++) {
		const char *v = doc_str(e->body, subject[i]);

		if (*v == '\0')
			continue;
		buf_printf(&b, " %.100s", v);
		break;
	}
	if (b.len == strlen(e->kind) && e->incident[0] != '\0')
		buf_printf(&b, " %s", e->incident);
	for (size_t i = 0; i < sizeof(detail) / sizeof(detail[0]); i++) {
		const char *v = doc_str(e->body, detail[i]);

		if (*v == '\0')
			continue;
		buf_putc(&b, ' ');
		buf_add(&b, v, text_cut(v, strlen(v), 90));
		break;
	}
	text_printable(out, PROJECT_LINE, b.data, b.len);
	buf_release(&b);
}
