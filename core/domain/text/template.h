/*
 * The text of a playbook and what the officers' facts make of it. A template
 * is Markdown with front matter: a title, the facts that no variant may lose,
 * and paragraphs, each kept or cut by a priority. Parsing happens when the
 * library is read (playbook.h); rendering cannot fail except for facts that
 * are wrong. What is rendered is plain text.
 */
#ifndef CRIER_DOMAIN_TEXT_TEMPLATE_H
#define CRIER_DOMAIN_TEXT_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"
#include "crier/message.h"
#include "domain/text/text_mark.h"

struct playbook;
struct playbook_kind;

/* What fills a template; all borrowed, NULL where there is nothing. */
struct template_values {
	const json_t *slots; /* {"place": "…"}: texts */
	const json_t *figures; /* [{"name","value","source","as_of",…}] */
	const json_t *before; /* figures of the last release: for changes */
	/*
	 * {"number": …}: see playbooks/README.md. Texts; an instant may be
	 * UTC ms or a text with a time; accounts may be a list of names.
	 */
	const json_t *autos;
	int zone; /* minutes east of UTC */
	int64_t issued; /* UTC ms; 0: not yet */
	enum text_mark mark;
};

struct rendered_paragraph {
	char *text; /* plain, without the blank line around it */
	int cut; /* 0: kept always; else the highest goes first */
	bool more; /* "full text at …": stands only where others were cut */
};

struct rendered_fact {
	char *id; /* the slot's */
	struct both label; /* borrowed from the playbook */
	char *text; /* as it stands in the text; must occur in a variant */
};

struct rendered_missing {
	const char *slot; /* borrowed from the playbook */
	struct both label;
};

struct rendered {
	enum lang lang;
	char *title; /* with the banner, where there is one */
	char *short_title; /* where the title is too long; or "" */
	char *banner; /* "【演练】" as it stands in the titles; or "" */
	char *lead; /* what the last line begins with; or "" */
	char *foot; /* its sentence, first and last line of a text; or "" */
	struct rendered_paragraph *paragraphs;
	size_t count;
	struct rendered_fact *facts; /* the must-carry ones that have a value */
	size_t fact_count;
	struct rendered_missing *missing; /* required slots without value */
	size_t missing_count;
};

void rendered_init(struct rendered *r);
void rendered_release(struct rendered *r);

/*
 * Renders a message of a kind in a language. Missing required values stand
 * in the text as 〔label〕 and are listed, so that a preview always shows
 * something. Errors: REFUSE_KIND, REFUSE_SLOT_UNKNOWN, REFUSE_FIELD (a value
 * that is not of its slot's type), REFUSE_FIGURE, REFUSE_TOO_LARGE (more than
 * 256 KiB of text; `out` is empty then).
 */
enum err_code template_render(struct rendered *out, const struct playbook *p,
	enum message_kind kind, enum lang lang,
	const struct template_values *values, struct err *err);

/* The text under the title, nothing cut: the master. The caller frees it. */
char *rendered_text(const struct rendered *r);

#endif
