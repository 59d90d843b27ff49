/*
 * Beginning what the public is told because of something that happened to the
 * register: an incident of the playbook that a rule names, whose first notice
 * is prepared and goes the way of every text.
 */
#ifndef CRIER_DOMAIN_REGISTER_ANNOUNCE_H
#define CRIER_DOMAIN_REGISTER_ANNOUNCE_H

#include "domain/judged.h"
#include "domain/world.h"

/* Opens it, and names it under `key` of the body that causes it. */
enum err_code announce_begin(struct judged *out, const struct world *w,
	json_t *body, const char *key, const char *playbook, const char *title,
	struct err *err);

#endif
