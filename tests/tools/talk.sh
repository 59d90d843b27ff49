# Sourced: saying anything at all to a station's socket, and what may come back.

# talk: sends its input, closes that side, prints what comes until the end.
talk()
{
	timeout "${TALK_S:-20}" perl -MIO::Socket::UNIX -e '$| = 1;
		$SIG{PIPE} = "IGNORE";
		chdir $ARGV[0]; $s = IO::Socket::UNIX->new("sock") or die $!;
		while (read(STDIN, $b, 65536)) { print $s $b or last }
		shutdown $s, 1; print while <$s>' "$STATION"
}

# say LINE…: after a hello, one line each; prints the answers.
say()
{
	printf '%s\n' '{"hello":{"protocol":1,"lang":"en"}}' "$@" | talk |
		tail -n +2
}

# say_as OFFICER LINE…
say_as()
{
	local who=$1
	shift
	printf '%s\n' '{"hello":{"protocol":1,"lang":"en","as":"'$who'"}}' \
		"$@" | talk | tail -n +2
}

# crowd N SECONDS: that many connections that say nothing.
crowd()
{
	perl -MIO::Socket::UNIX -e '$| = 1; chdir $ARGV[0];
		for (1 .. $ARGV[1]) { $s = IO::Socket::UNIX->new("sock");
			push @all, $s if $s }
		print scalar(@all), "\n"; sleep $ARGV[2]' "$STATION" "$1" "$2"
}

# act_id: a new one.
act_id()
{
	od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# Bytes that move a terminal, or letters that hide in one.
harmless()
{
	! LC_ALL=C grep -qaP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' <<<"$1" || {
		printf 'reaches the terminal: %q\n' "$1"
		return 1
	}
}
