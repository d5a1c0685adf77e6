import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Calcom = () => import('#controllers/owner/outside/calcom_controller')
const CalcomKeys = () => import('#controllers/owner/outside/calcom_keys_controller')
const OutsideServices = () => import('#controllers/owner/outside/outside_services_controller')
const OutsideBookings = () => import('#controllers/owner/outside/outside_bookings_controller')

const at = '/settings/calcom'

behindSignIn((form) => {
  router.get(at, [Calcom, 'show']).as('calcom.show').use(settings)
  form(`${at}/secret`, [Calcom, 'store']).as('calcom.store').use(settings)
  form(`${at}/ending`, [Calcom, 'destroy']).as('calcom.destroy').use(settings)
  form(`${at}/key`, [CalcomKeys, 'update']).as('calcom_keys.update').use(settings)
  form(`${at}/services`, [OutsideServices, 'update']).as('outside_services.update').use(settings)
  form(`${at}/bookings/:id`, [OutsideBookings, 'update'], at)
    .as('outside_bookings.update')
    .use(settings)
})
