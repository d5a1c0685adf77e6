import router from '@adonisjs/core/services/router'
import { middleware, portalStack, publicStack, sessionStack } from '#start/kernel'

const PortalLinks = () => import('#controllers/portal/accounts/portal_links_controller')
const PortalSignIns = () => import('#controllers/portal/accounts/portal_sign_ins_controller')
const PortalAccounts = () => import('#controllers/portal/accounts/portal_accounts_controller')
const PortalData = () => import('#controllers/portal/accounts/portal_data_controller')
const PortalErasures = () => import('#controllers/portal/accounts/portal_erasures_controller')
const PortalBookings = () => import('#controllers/portal/bookings/portal_bookings_controller')
const PortalFiles = () => import('#controllers/portal/bookings/portal_files_controller')

const ListedBookings = () => import('#controllers/api/bookings/portal_bookings_controller')
const ManagedMoves = () => import('#controllers/api/bookings/managed_moves_controller')
const ManagedCancellations = () =>
  import('#controllers/api/bookings/managed_cancellations_controller')

/** Within what a bigint holds. */
const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }

router
  .group(() => {
    router.get('/', [PortalLinks, 'create']).as('links.create')
    router.post('/', [PortalLinks, 'store']).as('links.store')
    router
      .group(() => {
        router.get('/:token', [PortalSignIns, 'show']).as('sign_ins.show')
        router.post('/:token', [PortalSignIns, 'store']).as('sign_ins.store')
      })
      .prefix('/sign-in')
      .where('token', /^[\w-]{22,64}$/)
      .use(middleware.secretAddress())
    router
      .group(() => {
        router.post('/sign-out', [PortalSignIns, 'destroy']).as('sign_ins.destroy')
        router
          .post('/sign-out/everywhere', [PortalSignIns, 'destroyAll'])
          .as('sign_ins.destroy_all')
        router.get('/account', [PortalAccounts, 'show']).as('account.show')
        router.get('/account/about-me.json', [PortalData, 'show']).as('data.show')
        router.post('/account/erasures', [PortalErasures, 'store']).as('erasures.store')
        router
          .get('/account/erasures', ({ response }) => response.redirect().toPath('/portal/account'))
          .as('erasures.show')
        router.get('/bookings', [PortalBookings, 'index']).as('bookings.index')
        router.get('/bookings/file.csv', [PortalFiles, 'index']).as('files.index')
        router.get('/bookings/calendar.ics', [PortalFiles, 'calendar']).as('files.calendar')
        router.get('/bookings/:id', [PortalBookings, 'show']).as('bookings.show')
        router.get('/bookings/:id/calendar.ics', [PortalFiles, 'show']).as('files.show')
      })
      .where('id', numeric)
      .use(middleware.portal())
  })
  .prefix('/portal')
  .as('portal')
  .use([middleware.requireFeature('portal'), ...portalStack])

router.on('/portal/sign-out').redirectToPath('/portal').use(publicStack)
router.on('/portal/sign-out/everywhere').redirectToPath('/portal').use(publicStack)

/** The same as JSON, for scripts of whoever is signed in: by the session, and writes by its token too. */
router
  .group(() => {
    router.get('/', [ListedBookings, 'index']).as('index')
    router.get('/:id', [ListedBookings, 'show']).as('show')
    router.get('/:id/export', [PortalFiles, 'show']).as('export')
    router.post('/:id/reschedule', [ManagedMoves, 'store']).as('reschedule')
    router.post('/:id/cancel', [ManagedCancellations, 'store']).as('cancel')
  })
  .prefix('/api/portal/bookings')
  .where('id', numeric)
  .as('api.portal')
  .use([
    middleware.requireFeature('portal'),
    middleware.requireFeature('api'),
    middleware.publicLimit(),
    ...sessionStack,
    middleware.portal(),
    middleware.jsonBody(),
  ])
