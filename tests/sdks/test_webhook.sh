#!/bin/bash
# What a receiver of Standard Webhooks gets from Crier is verified by the
# library that receivers use, and one byte of it changed is not.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"
SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw

# verified FILE: as the library says; FILE is a request, head and body.
verified()
{
	(cd "$SDK" && node -e '
		const { Webhook } = require("standardwebhooks")
		const all = require("fs").readFileSync(process.argv[1], "utf8")
		const at = all.indexOf("\r\n\r\n"), head = {}
		for (const line of all.slice(0, at).split("\r\n").slice(1)) {
			const [name, ...rest] = line.split(": ")
			head[name.toLowerCase()] = rest.join(": ")
		}
		try {
			new Webhook(process.argv[2])
				.verify(all.slice(at + 4), head)
			console.log("verified")
		} catch (e) {
			console.log(e.message)
		}' "$1" "$SECRET")
}

receivers_verify_what_they_get()
{
	crier init "$STATION" --demo
	add_account hook webhook "{\"secret\":\"$SECRET\"}" \
		--option "url=$PLATFORM_URL/hook/in"
	publish hook
	ends hook 20 published
	is "$(posted hook/in)" 1
	is "$(verified "$PLATFORM_DIR/hook-1")" verified
	sed 's/"lang":"zh"/"lang":"en"/' "$PLATFORM_DIR/hook-1" >"$WORK/changed"
	! cmp -s "$PLATFORM_DIR/hook-1" "$WORK/changed" || return 1
	is "$(verified "$WORK/changed")" "No matching signature found"
}

start_platform "$WORK/platform"
SDK=$("$TOP/tests/tools/npm.sh" standardwebhooks@1.0.0)
run_cases receivers_verify_what_they_get
