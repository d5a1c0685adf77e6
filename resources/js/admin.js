import Alpine from './alpine.js'
import './answers_form.js'
import './components/copies_text.js'
import './components/focuses_field.js'
import './components/guesses_zone.js'
import './components/searches_clients.js'
import './components/steps_through_days.js'
import './components/submits_itself.js'
import './components/orders_by_drag.js'
import './components/rearranges_form.js'
import './components/takes_focus.js'
import './components/warns_of_loss.js'

Alpine.start()
