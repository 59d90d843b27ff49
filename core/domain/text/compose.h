/*
 * From the facts of a message to what every account would carry: rendered,
 * fitted, counted. Used by the preview while somebody types and, with the
 * same result, by submit. Findings are collected, not thrown: a preview shows
 * all of them, submit refuses with the first.
 */
#ifndef CRIER_DOMAIN_TEXT_COMPOSE_H
#define CRIER_DOMAIN_TEXT_COMPOSE_H

#include <jansson.h>

#include "base/err.h"
#include "domain/text/fit.h"
#include "domain/text/template.h"
#include "domain/world.h"

/* What to render. All borrowed. */
struct facts {
	enum message_kind kind;
	enum lang lang;
	const json_t *slots, *figures; /* object; array */
	const json_t *variants; /* by hand: account -> text */
	const json_t *accounts; /* ids, or NULL for the default */
	const char *corrects; /* "" or a message */
	const json_t *answers; /* whom of the public (incident.h), or NULL */
	const json_t *master; /* of another unit (master.h), NULL our own
				 template: then slots and figures make no text */
	const char *line; /* behind that master: who passes it on; or NULL */
	int64_t until; /* how long it may go out, 0 as long as any */
	int issue; /* 0: the next one */
	int number; /* of the message in the incident */
};

struct composed_variant {
	const struct account *account;
	const struct platform *platform;
	struct fitted fitted;
	bool by_hand;
	enum amend act; /* what it does to what is out */
	const char *target; /* its id over there: the text that is put right,
			       or the comment; NULL if there is none */
	const char *target_url; /* "" not known */
	struct err err; /* code ERR_OK when it fits */
};

struct composition {
	struct rendered rendered;
	char *text; /* the master: title apart, nothing cut */
	char *page; /* where the site will show it, "" without a site */
	int issue;
	struct composed_variant *variants;
	size_t count;
};

void composition_init(struct composition *c);
void composition_release(struct composition *c);

/*
 * Renders and fits. Fails when nothing can be shown at all: no playbook, a
 * kind it has not, an unknown slot or account, a bad figure.
 */
enum err_code compose(struct composition *out, const struct world *w,
	const struct facts *facts, struct err *err);

/*
 * What no slot held may stand in the text that a template makes of two of
 * them: REFUSE_LEAK, as at the gate before the first write.
 */
enum err_code composition_check_leaks(
	const struct composition *c, const struct world *w, struct err *err);

/* The accounts this message goes to: ids; a new reference. */
json_t *compose_accounts(const struct world *w, const struct facts *facts);

/* The variant document that is hashed, approved and sent; new reference. */
json_t *compose_variant_doc(const struct composition *c,
	const struct composed_variant *v, const struct facts *facts);

/* How its texts are marked: of a drill, of a demo station. */
enum text_mark compose_mark(const struct world *w);

/* The facts of a message as they stand. */
void facts_of(struct facts *out, const struct message *m);

#endif
