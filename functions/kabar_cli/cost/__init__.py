"""What running Kabar on AWS costs, from counted calls and a dated table of prices."""
