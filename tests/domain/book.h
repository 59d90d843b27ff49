/*
 * The book of joint incidents beside a scene.
 */
#ifndef CRIER_TESTS_DOMAIN_BOOK_H
#define CRIER_TESTS_DOMAIN_BOOK_H

#include <stdio.h>
#include <stdlib.h>

#include "base/doc.h"
#include "domain/entry.h"
#include "domain/joint/joint.h"

/* Letters as the station would have sealed them; the book reads all of it. */
static inline void
book_cross(struct joint_book *b, struct entry *e)
{
	json_t *says = doc_get(e->body, "says"), *doc;
	char name[HASH_HEX], *text;

	if (says != NULL) {
		text = doc_format(says);
		(void)snprintf(name, sizeof(name), "%08lld%056d",
			(long long)e->seq, 7);
		doc_put_str(e->body, "text", text);
		doc_put_str(e->body, "letter", name);
		doc_put_int(e->body, "vol", 1);
		doc_put_int(e->body, "seq", e->seq);
		free(text);
	}
	doc = entry_doc(e);
	joint_book_add(b, doc);
	json_decref(doc);
}

#endif
