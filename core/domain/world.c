/*
 * What the library says about the incident and message of a world.
 */
#include "domain/world.h"

const struct playbook *
world_playbook(const struct world *w)
{
	if (w->library == NULL || w->incident == NULL)
		return NULL;
	return playbook_find(w->library, w->incident->playbook);
}

struct tier_row
world_tier(const struct world *w, enum message_kind kind)
{
	return playbook_tier(w->library, world_playbook(w), kind,
		level_parse(w->incident->level),
		rules_topic(&w->library->rules, w->incident->topic));
}

role_set
message_gate_roles(
	const struct library *lib, const struct message *m, enum gate gate)
{
	if (lib == NULL)
		return 0;
	return rules_gate_roles(
		&lib->rules, rules_tier_named(&lib->rules, m->tier), gate);
}
