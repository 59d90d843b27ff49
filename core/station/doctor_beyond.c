/*
 * What leaves this machine: the mirrors of the record, and the exchange that the
 * courier goes to. What lies on another host only the running station knows, and
 * crier mirror list says it; a folder is looked into.
 */
#include "station/doctor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/office/office.h"
#include "record/record_reader.h"
#include "station/env.h"
#include "station/reload.h"
#include "store/reader.h"

enum { WORDS = 500, LATE_MS = 60000 };

/* Its program is there. */
static bool
look_program(struct doctor *d, enum diagnosis none, const char *relative)
{
	char *program = station_installed(relative);
	bool there = access(program, X_OK) == 0;

	if (!there)
		doctor_find(d, none, program, "");
	free(program);
	return there;
}

/* The first entry that lies not there was written longer ago than a push takes;
 * while the record itself is behind, nothing can lie anywhere. */
static bool
mirror_is_late(struct ledger *l, int64_t seq)
{
	char *line = NULL;
	json_t *doc = NULL;
	bool late = false;

	if (ledger_line(&line, l, seq + 1, NULL) == ERR_OK &&
		doc_parse(&doc, line, strlen(line), NULL) == ERR_OK)
		late = station_now() - doc_int(doc, "time") > LATE_MS;
	json_decref(doc);
	free(line);
	return late;
}

static void
look_folder_mirror(struct doctor *d, struct ledger *l, const struct mirror *m)
{
	struct record_reader *r = NULL;
	struct record_head head = { .seq = 0 };
	struct err err = { .code = ERR_OK };
	char what[WORDS], remedy[WORDS], count[24];
	int64_t behind;

	if (record_reader_open(&r, m->address, &err) != ERR_OK) {
		refusal_format(what, sizeof(what), remedy, sizeof(remedy), &err,
			d->lang);
		doctor_find(d, DIAGNOSIS_MIRROR_UNREADABLE, m->id, what);
		return;
	}
	record_reader_head(&head, r);
	record_reader_close(r);
	behind = ledger_head(l)->seq - head.seq;
	fixed_format(count, sizeof(count), "%lld", (long long)behind);
	doctor_find(d,
		behind < 0			      ? DIAGNOSIS_MIRROR_AHEAD
			: behind == 0		      ? DIAGNOSIS_MIRROR_WELL
			: mirror_is_late(l, head.seq) ? DIAGNOSIS_MIRROR_BEHIND
						      : DIAGNOSIS_MIRROR_SOON,
		m->id, count);
}

static void
look_mirrors(struct doctor *d, struct ledger *l, const struct office *o)
{
	size_t count = 0;

	for (size_t n = 0; n < o->mirror_count; n++)
		count += o->mirrors[n].confirmed != 0;
	if (count == 0 ||
		!look_program(d, DIAGNOSIS_MIRROR_PROGRAM,
			"libexec/crier/crier-mirror"))
		return;
	for (size_t n = 0; n < o->mirror_count; n++) {
		const struct mirror *m = &o->mirrors[n];

		if (m->confirmed == 0)
			continue;
		if (m->address[0] == '/')
			look_folder_mirror(d, l, m);
		else
			doctor_find(d, DIAGNOSIS_MIRROR_HOST, m->id, m->pins);
	}
}

/* Without a fingerprint behind its address nothing is connected. */
static void
look_courier(struct doctor *d, const struct office *o)
{
	const char *exchange = o->card.exchange;

	if (exchange[0] == '\0' ||
		!look_program(d, DIAGNOSIS_COURIER_PROGRAM,
			"libexec/crier/crier-courier"))
		return;
	if (exchange[0] == '/')
		doctor_find(d,
			o->demo ? DIAGNOSIS_COURIER_FOLDER
				: DIAGNOSIS_COURIER_NOWHERE,
			exchange, "");
	else
		doctor_find(d,
			strstr(exchange, "#SHA256:") != NULL
				? DIAGNOSIS_COURIER_WELL
				: DIAGNOSIS_COURIER_UNPINNED,
			exchange, "");
}

void
doctor_beyond(struct doctor *d, struct ledger *l)
{
	struct office office;

	office_init(&office);
	if (reload_office(&office, l, NULL) == ERR_OK) {
		look_mirrors(d, l, &office);
		look_courier(d, &office);
	}
	office_release(&office);
}
