# Sourced by demo.sh: what the demonstration says and publishes, in English.

UNIT='Yunxi County Press Office'
UNIT_MEDIA='Yunxi County Media Center'
CALLED='Li Si'
TITLE="Flooded streets in Dong’an"
TITLE_ACTUAL='The real course, on a demo station'
PLACE="place=Chengguan and Hekou, Dong’an County"
STAY='instruction=move to higher ground now; stay out of water and garages'
REASON='compared with the county flood command: the same'
ACTIONS='actions=the county flood command raised its response to level III, fire and rescue crews go from house to house in Hekou'
ACTIONS_ACTUAL='actions=the housing bureau is pumping, traffic police guard the underpasses'
STANCE=('sympathy=Our thoughts are with everyone whose home was flooded'
	'commitments=food and beds for all who had to leave, by 20:00 today (civil affairs)')
REBUTTAL=("headline=Dong’an reservoir dam is safe and working"
	"fact=the Dong’an dam is sound and the water stands 1.2 m below the flood limit"
	'claim=the dam has burst'
	'checked_by=the county water bureau and the city hydrology bureau'
	'why=the video was taken in 2019 at a reservoir in another province'
	'evidence=the water level record of the city hydrology bureau, 21 July 17:00')
NEWS='news=those stranded in Hekou are being moved to safety'
NEWS_LATER='news=everyone stranded in Hekou has been moved to safety; Binhe Road is open again'
BUREAU='County Emergency Bureau'
POLICE='County Police'
FOUND='one has been in touch with the family'
WRONG_RIGHT=('wrong=120 people moved' 'right=1,204 people moved')
RECEIVER='Receiver here'
# Weibo's 140 hold no English notice with its link.
DOUBLES='wechat dingtalk feishu'
DOUBLE='Demonstration double (not the platform: %s)'
OWNER=Demonstration

H_DRILL='A drill: %s accounts, none is real'
H_LINES='A line to take: agreed by two, it binds every text'
H_FIGURES='Every figure over all bulletins'
H_KEEP='Nothing new: the update that keeps the promise, ready for review'
H_MEDIA="A second station: the county's media center; the exchange is a folder"
H_JOINT='Together: the media center joins the drill, takes the order, releases it'
H_GRID='What the office sees of it'
H_ACTUAL="The real course: the station's own site, one manual account,
   3 receivers and 3 doubles of platforms on this machine"
H_HAND='What a person publishes by hand, and proves'
H_CLOCKS="What the receivers' clocks saw"
H_SITE='What the site folder holds'
H_LEDGER='The ledger, checked'
H_REPLAY='The drill again, from the record'
SKEW='skew: %s ms'
SEEN='%d receivers, %.1f ms from the first to the last'
REPLAYED='replayed %s steps, the same from the station and from a clone'
NO_LOCALE='The locale %s is not on this machine: Crier does without it.'
BUILD_FIRST='demo: build first: make demo'
END_WELL='all as it should be'
END_BAD='SOMETHING IS WRONG, see the lines with !!'
kind_title()
{
	case $1 in
	truth) echo 'First notice' ;; stance) echo 'The stance' ;;
	rebuttal) echo 'A rumor answered' ;; update) echo 'An update' ;;
	correction) echo 'A correction' ;; *) echo "$1" ;;
	esac
}

# say_sent SECONDS POSTS FILES
say_sent()
{
	cat <<-END
	Nothing was sent to anybody: no word of this left the machine.
	  The drill:       no credential, no network; what its accounts
	                   answered came from a practice platform.
	  The real course: $2 posts went to receivers made for this on this
	                   machine, 3 to doubles written from the documents
	                   of WeChat, DingTalk and Feishu;
	                   the site is $3 files, removed with the rest; nobody posted
	                   by hand, the address given as proof is made up.
	  Both stations, the folder between them and all files are removed. $1 s.
	END
}

say_next()
{
	cat <<-END
	What next:
	  Try it yourself:   B=.build/release/bin/crier
	                     \$B init --demo ~/crier-demo --lang en
	                     export CRIER_STATION=~/crier-demo
	                     \$B             the console; ? keys, : commands,
	                                    q leaves
	  With a guide:      run make demo again, at a terminal
	  Write a notice:    open a drill first (n in the console, or
	                     \$B --as $DRAFTER incident open … --drill)
	  In your office:    README.md, "How an office sets it up"
	  What it proves and what not yet:
	                     README.md, "What an approval proves today"
	  All commands:      \$B help, \$B help --man
	END
}

say_tour()
{
	cat <<-END

	  Crier, a demonstration station: $STATION
	  All of it is practice and does not leave this machine.

	  A drill waits on the board: $INCIDENT, its first notice is drafted.

	    Enter   open the incident, then the message
	    ?       the keys of the screen at hand
	    :       every command by name
	    L       Chinese and English
	    q       back, and out

	  You may be each of the demo officers in turn: press : and type a
	  name (as lists them all); or act from another terminal:

	    export CRIER_STATION=$STATION
	    cd $TOP
	    .build/release/bin/crier officer list
	    .build/release/bin/crier --as OFFICER …

	  The station is removed when you leave.

	END
}
PRESS='  Press Enter … '
