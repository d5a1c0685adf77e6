import router from '@adonisjs/core/services/router'
import { importStack } from '#start/kernel'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Imports = () => import('#controllers/owner/imports/booking_imports_controller')
const OutsideLists = () => import('#controllers/owner/imports/outside_lists_controller')
const NamedServices = () => import('#controllers/owner/imports/named_services_controller')
const LeftBookings = () => import('#controllers/owner/imports/left_bookings_controller')

const at = '/bookings/imports'

behindSignIn((form) => {
  router.get(at, [Imports, 'create']).as('booking_imports.create').use(settings)
  form(`${at}/reading`, [OutsideLists, 'store'], at).as('outside_lists.store').use(settings)
  router.get(`${at}/:id`, [Imports, 'show']).as('booking_imports.show').use(settings)
  router.post(`${at}/:id`, [Imports, 'update']).as('booking_imports.update').use(settings)
  form(`${at}/:id/start`, [Imports, 'begin']).as('booking_imports.begin').use(settings)
  form(`${at}/:id/services`, [NamedServices, 'store']).as('named_services.store').use(settings)
  router.get(`${at}/:id/left.csv`, [LeftBookings, 'show']).as('left_bookings.show').use(settings)
})

behindSignIn(() => {
  router.post(at, [Imports, 'store']).as('booking_imports.store').use(settings)
}, importStack)
