/*
 * Which ids an incident has in place of one that it has not.
 */
#include "domain/incident/incident_none.h"

#include "crier/refusal.h"
#include "domain/release/delivery.h"

enum err_code
incident_no_message(struct err *err, const char *key, const struct incident *i,
	const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = i ? i->message_count : 0; n-- > 0;)
		(void)arg_words_add(&known, i->messages[n]->id);
	return refuse_none_of(err, key, NOUN_MESSAGE, id, &known);
}

enum err_code
incident_no_claim(struct err *err, const struct incident *i, const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = i ? i->claim_count : 0; n-- > 0;)
		(void)arg_words_add(&known, i->claims[n]->id);
	return refuse_none_of(err, "claim", NOUN_CLAIM, id, &known);
}

enum err_code
message_no_delivery(struct err *err, const struct message *m, const char *id)
{
	struct arg known = arg_words("");
	char one[DELIVERY_ID];

	for (size_t n = 0; n < (m ? m->delivery_count : 0); n++) {
		delivery_id(one, m, m->deliveries[n].account);
		(void)arg_words_add(&known, one);
	}
	return refuse_none_of(err, "delivery", NOUN_DELIVERY, id, &known);
}
