import router from '@adonisjs/core/services/router'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Calls = () => import('#controllers/owner/calls/calls_controller')
const Calendars = () => import('#controllers/owner/diary/calendars_controller')
const Days = () => import('#controllers/owner/diary/days_controller')

behindSignIn((form) => {
  router.get('/', [Days, 'show']).as('days.show')
  form('/calls/:id', [Calls, 'store'], '').as('calls.store')
  router.get('/calendar', [Calendars, 'show']).as('calendars.show')
})
