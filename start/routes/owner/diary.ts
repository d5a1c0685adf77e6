import router from '@adonisjs/core/services/router'
import { behindSignIn } from '#start/routes/owner/behind_sign_in'

const Calendars = () => import('#controllers/owner/diary/calendars_controller')
const Days = () => import('#controllers/owner/diary/days_controller')

behindSignIn(() => {
  router.get('/', [Days, 'show']).as('days.show')
  router.get('/calendar', [Calendars, 'show']).as('calendars.show')
})
