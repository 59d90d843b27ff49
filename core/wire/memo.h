/*
 * The keys of a delivery's memo: what a step leaves for those after it. A
 * value is a text, and empty means absent, but for the counters. The ledger
 * holds memos, so a key never changes its name.
 */
#ifndef CRIER_WIRE_MEMO_H
#define CRIER_WIRE_MEMO_H

#define MEMO_YES "yes" /* of a key that only says that something is so */
#define MEMO_NONE                                                              \
	"no" /* and is so no longer: what is empty overwrites nothing */

/* ---- any connector ---- */
#define MEMO_ACCOUNT "account" /* the account's id over there */
#define MEMO_POST "post" /* the platform's id of our post or draft */
#define MEMO_LOOKS "looks" /* counter: look-ups that failed */
#define MEMO_READS "reads" /* counter: read-backs that failed */
#define MEMO_SHOWN "shown" /* id in an answer that need not be our post's */
#define MEMO_SHOWN_ATTEMPT "shown_attempt" /* and of which attempt */
#define MEMO_ABSENT "absent" /* counter: the attempt a look did not find */

#define MEMO_HEAR "hear" /* how many comments an answer may hold */

/* ---- the relay's own ---- */
#define MEMO_NO "no" /* the outcome of a publish that is being doubted */
#define MEMO_NO_ATTEMPT "no_attempt" /* and of which attempt */
#define MEMO_UNSETTLED "unsettled" /* MEMO_YES: sent again over an unknown */

/* ---- mastodon ---- */
#define MEMO_SERVER "server" /* which software: see mastodon_server */
#define MEMO_INSTANCE "instance" /* MEMO_V1 where v2 was not there */
#define MEMO_V1 "v1"
#define MEMO_HOME "home" /* MEMO_YES: no list of its own, read home's */
#define MEMO_SEEN "seen" /* ids that stood there at arm: mastodon_seen */
#define MEMO_SEEN_AT "seen_at" /* when, by the server, the newest was made */

/* ---- wordpress ---- */
#define MEMO_ROUTE "route" /* MEMO_YES: ask by ?rest_route= */
#define MEMO_RIGHTS "rights" /* MEMO_YES: the user may publish */
#define MEMO_LOOKED "looked" /* MEMO_YES: no draft is there */

/* ---- wechat ---- */
#define MEMO_TASK "task" /* number of the publishing that was begun */
#define MEMO_ARTICLE "article" /* what it became */
#define MEMO_DATA "msg_data" /* by which its comments are asked for */
#define MEMO_GONE "gone" /* MEMO_YES: the draft is no longer one */

/* ---- mail ---- */
#define MEMO_LIST "list" /* digest of the recipients' list that was used */
#define MEMO_LEFT "left" /* places in it that were not reached: "4 17-20" */
#define MEMO_REACHED "reached" /* counter: how many were */

/* ---- a folder of pages ---- */
#define MEMO_PARTLY "partly" /* MEMO_YES: some of its files may stand there */

/* ---- webhook ---- */
#define MEMO_TIMESTAMP "timestamp" /* of the arming: the body names it */

#endif
