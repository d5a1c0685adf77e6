import Alpine from './alpine.js'
import './answers_form.js'
import './frame.js'
import './components/asks_for_address.js'
import './components/counts_places.js'
import './components/date_grid.js'
import './components/guesses_zone.js'
import './components/keeps_details.js'
import './components/knows_zone.js'
import './components/picks_time.js'
import './components/swaps_part.js'
import './components/takes_focus.js'

Alpine.start()
