#!/bin/bash
# The emergency broadcast: the folder that the desk gets, checked by other
# programs, and the person who listens before anybody else does.
. "$(dirname "$0")/../tools/tap.sh"
. "$TOP/tests/tools/actual.sh"
at_end stop_station "$STATION"

desk=$WORK/desk

of_instruction()
{
	xmllint --xpath "string(//*[local-name()='$1'])" "$folder/instruction.xml"
}

the_desk_gets_programme_instruction_and_signature()
{
	mkdir "$desk"
	add_account air broadcast '{"key":"0123456789abcdef"}' \
		--option "folder=$desk" --option area=430923 \
		--option sender=云溪县人民政府
	publish air
	ends air 20 human
	echo "$MESSAGE" >"$WORK/first"
	folder=$(echo "$desk"/crier-*)
	is "$(ls "$folder")" "instruction.xml
programme.txt
signature.txt"
	is "$(of_instruction sha256)" \
		"$(sha256sum <"$folder/programme.txt" | cut -d' ' -f1)"
	is "$(awk '{print $2}' "$folder/signature.txt")" \
		"$(openssl dgst -sha256 -hmac 0123456789abcdef \
			<"$folder/instruction.xml" | awk '{print $2}')"
	is "$(of_instruction status)" Exercise "what a demo says"
	is "$(of_instruction area)" 430923
	is "$(cat "$folder/programme.txt")" "$(crier message show \
		"$MESSAGE" --json | jq -r '.variants[]
		| select(.account == "air").text')"
	hasnt "$(cat "$folder/programme.txt")" http
}

nobody_says_it_was_heard_before_somebody_listened()
{
	local now
	MESSAGE=$(cat "$WORK/first")
	now=$(date +%Y-%m-%dT%H:%M:%S%:z)
	if out=$(as wang delivery proof "$MESSAGE:air" --witness 李响 \
		--place 河口乡大喇叭 --at "$now" 2>&1); then
		echo "taken: $out"
		return 1
	fi
	has "$out" listener
	as wang delivery proof "$MESSAGE:air" --witness 李响 \
		--place 河口乡大喇叭 --at "$now" --listener 周静
	is "$(delivery_of air)" published
	has "$(ask .detail delivery show "$MESSAGE:air")" 李响 周静
}

a_desk_that_is_away_is_a_gap()
{
	INCIDENT=
	add_account gone broadcast '{"key":"0123456789abcdef"}' \
		--option folder=/dev/null/none --option area=430923 \
		--option sender=x
	if out=$(publish gone 2>&1); then
		echo "fired: $out"
		return 1
	fi
	has "$out" gone
}

crier init "$STATION" --demo >/dev/null || exit 1
run_cases \
	the_desk_gets_programme_instruction_and_signature \
	nobody_says_it_was_heard_before_somebody_listened \
	a_desk_that_is_away_is_a_gap
