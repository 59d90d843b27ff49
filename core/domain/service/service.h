/*
 * Services (掌上服务): what the unit lets people look up or ring, such as a
 * list of shelters or a hotline. A row has a name, an address on the web or in
 * town, a telephone, a platform and hours; texts take it from here, so that a
 * number is put right in one place. Every night the relay asks each address
 * whether it answers.
 */
#ifndef CRIER_DOMAIN_SERVICE_SERVICE_H
#define CRIER_DOMAIN_SERVICE_SERVICE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "domain/judged.h"

enum {
	SERVICES_MAX = 100, /* all of them stand in the station's row */
	SERVICE_LINE = 1200 /* bytes of its words in a text, with the NUL */
};

struct office;
struct playbook;
struct world;

/*
 * A row: {id, name, name_en, what, url, phone, place, platform, hours, opened,
 * by, closed?, closed_by?, reason?, proof{tried, state, why, since}?}. The
 * state is ok, unreachable or unknown; without a proof nobody has asked yet.
 * Borrowed; NULL if there is none.
 */
const json_t *office_service(const struct office *o, const char *id);
bool service_is_open(const json_t *service);

/* Refuses an id that is not known, with those that are open. */
enum err_code
service_none(struct err *err, const struct office *o, const char *id);

/* Its words in a text: name, address, telephone, hours, as far as known. */
void
service_line(char out[SERVICE_LINE], const json_t *service, enum lang lang);

/*
 * Of slots that take a service: an id, or the words of an open one in either
 * language, become its words in this one; what stands there already (`was`, or
 * NULL) may stay. All else is refused. New reference, NULL with err; `slots`
 * may be NULL.
 */
json_t *service_slots(const struct world *w, const struct playbook *p,
	const json_t *slots, const json_t *was, enum lang lang,
	struct err *err);

/* Into the `slots` of a playbook as people see it: what may be chosen where a
 * service is taken, [{word, text{}}]. */
void service_put_choices(json_t *playbook, const struct office *o);

/* Open ones that do not answer, then those that nobody knows of, then the
 * rest; the closed last. [{…, state, line{}}], new reference. */
json_t *service_list(const struct office *o);

/* Has it an address that the relay can ask? */
bool service_is_asked(const json_t *service);

/* What the relay said of it: {service, url, proof, detail}. What is about an
 * address that it no longer has is left out. To rows of services.proven. */
void
service_judge_proof(json_t *rows, const struct world *w, const json_t *row);

#endif
