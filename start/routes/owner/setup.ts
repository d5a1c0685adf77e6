import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Setups = () => import('#controllers/owner/setup/setups_controller')
const FirstServices = () => import('#controllers/owner/setup/first_services_controller')
const FirstPeople = () => import('#controllers/owner/setup/first_people_controller')
const OpeningWeeks = () => import('#controllers/owner/setup/opening_weeks_controller')
const FirstClosures = () => import('#controllers/owner/setup/first_closures_controller')
const Sharings = () => import('#controllers/owner/setup/sharings_controller')

behindSignIn((form) => {
  router.get('/setup', [Setups, 'show']).as('setups.show').use(settings)
  form('/setup/services', [FirstServices, 'store'], '/setup?stop=services')
    .as('first_services.store')
    .use(settings)
  form('/setup/people', [FirstPeople, 'store'], '/setup?stop=people')
    .as('first_people.store')
    .use(settings)
  form('/setup/hours', [OpeningWeeks, 'store'], '/setup?stop=hours')
    .as('opening_weeks.store')
    .use(settings)
  form('/setup/closures', [FirstClosures, 'store'], '/setup?stop=closures')
    .as('first_closures.store')
    .use(settings)
  form('/setup/share', [Sharings, 'store'], '/setup?stop=share').as('sharings.store').use(settings)
})
