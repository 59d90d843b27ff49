/*
 * The words in which a connector is told: its steps, who performs them, what
 * its platform can do and how that was proven. The life of a delivery in steps
 * is told in README.md.
 */
#ifndef CRIER_WIRE_TERMS_H
#define CRIER_WIRE_TERMS_H

enum wire_step {
	STEP_NONE, /* nothing more: the delivery is settled */
	STEP_CHECK, /* harmless authenticated request: token, limits, warm */
	STEP_PREPARE, /* what can be undone: platform draft, media */
	STEP_PUBLISH, /* the one irrevocable request */
	STEP_POLL, /* after PENDING: has it become visible? */
	STEP_LOOKUP, /* after UNKNOWN: is ours there? never publishes */
	STEP_READBACK, /* fetch the published text to compare */
	STEP_REFRESH, /* a new token; single flight per account */
	STEP_UNDO, /* disarm: remove what PREPARE left */
	STEP_LIST, /* what stands on the account, the newest: a round asks */
	STEP_HEAR, /* what the public has written on it: a round asks */
	STEP_COUNT
};

enum wire_transport {
	WIRE_HTTP, /* net/http performs it */
	WIRE_FOLDER, /* net/folder writes the files, each whole or not */
	WIRE_DAV, /* net/dav does, on a server */
	WIRE_SFTP, /* net/sftp does, by SSH */
	WIRE_MAIL, /* net/mail hands a letter to a mail server */
	WIRE_PRACTICE, /* the relay's own practice platform answers (drill) */
	WIRE_HAND /* a person does it: nothing is performed */
};

/* What core/export renders for it: pages and feeds, or an alert and a feed. */
enum wire_pages { PAGES_NONE, PAGES_SITE, PAGES_CAP };

/* Capabilities: what the platform can do; shown to officers. */
enum {
	CAN_DRAFT = 1, /* STEP_PREPARE leaves an invisible draft */
	CAN_KEY = 2, /* honours an idempotency key for sure */
	CAN_LOOKUP = 4, /* STEP_LOOKUP can settle an unknown */
	CAN_READBACK = 8,
	CAN_EDIT = 16,
	CAN_WITHDRAW = 32,
	CAN_REFRESH = 64, /* tokens expire and are renewed by machine */
	CAN_RESEND = 128, /* an unknown may be sent again where the office
			   * prefers a second one to none */
	CAN_LIST = 256, /* STEP_LIST reads what stands there */
	CAN_ALARM = 512, /* reaches the office's own people at once, and no
			 * public: an account may be for alarms alone */
	CAN_HEAR = 1024 /* STEP_HEAR reads comments and mentions */
};

/*
 * How a connector was proven. What only documents say is not believed to work
 * until the office has published through it.
 */
enum wire_proof {
	PROOF_DOCUMENTS, /* its platform is not to be had for tests */
	PROOF_SDK, /* against software of others that speaks to it */
	PROOF_SERVER, /* on the real server */
	PROOF_OWN, /* there is no other side that could differ */
	PROOF_COUNT
};

#endif
