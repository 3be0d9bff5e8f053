"""`python -m service.commands`: the command line where no script is installed, and for the processes of `up`."""

from service.commands import main

main(prog_name="rejoinder")
