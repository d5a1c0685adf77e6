import router from '@adonisjs/core/services/router'
import { middleware, publicStack, sessionStack, signedInStack } from '#start/kernel'
import { toPageAbove } from '#start/page_above'

const SignUps = () => import('#controllers/owner/accounts/sign_ups_controller')
const Sessions = () => import('#controllers/owner/accounts/sign_ins_controller')
const Days = () => import('#controllers/owner/diary/days_controller')
const Requests = () => import('#controllers/owner/requests/requests_controller')
const Approvals = () => import('#controllers/owner/requests/approvals_controller')
const BulkDecisions = () => import('#controllers/owner/requests/bulk_decisions_controller')
const Rejections = () => import('#controllers/owner/requests/rejections_controller')
const GroupSessions = () => import('#controllers/owner/sessions/group_sessions_controller')
const SeriesDates = () => import('#controllers/owner/sessions/series_dates_controller')
const SessionCancellations = () =>
  import('#controllers/owner/sessions/session_cancellations_controller')
const SessionMoves = () => import('#controllers/owner/sessions/session_moves_controller')
const SeriesEndings = () => import('#controllers/owner/sessions/series_endings_controller')
const MoveRequests = () => import('#controllers/owner/requests/move_requests_controller')
const BookingMoves = () => import('#controllers/owner/bookings/booking_moves_controller')
const BookingReassignments = () =>
  import('#controllers/owner/bookings/booking_reassignments_controller')
const MoveDecisions = () => import('#controllers/owner/requests/move_decisions_controller')
const Bookings = () => import('#controllers/owner/bookings/bookings_controller')
const NewBookings = () => import('#controllers/owner/bookings/new_bookings_controller')
const Cancellations = () => import('#controllers/owner/bookings/cancellations_controller')
const ClientAddresses = () => import('#controllers/owner/bookings/client_addresses_controller')
const Attendances = () => import('#controllers/owner/bookings/attendances_controller')
const BookingSettings = () => import('#controllers/owner/settings/booking_settings_controller')
const Businesses = () => import('#controllers/owner/settings/businesses_controller')
const Handovers = () => import('#controllers/owner/bookings/handovers_controller')
const Hosts = () => import('#controllers/owner/availability/hosts_controller')
const ServiceHours = () => import('#controllers/owner/services/service_hours_controller')
const Services = () => import('#controllers/owner/services/services_controller')
const WeeklyHours = () => import('#controllers/owner/availability/weekly_hours_controller')
const DateOverrides = () => import('#controllers/owner/availability/date_overrides_controller')
const Explanations = () => import('#controllers/owner/availability/explanations_controller')
const Holidays = () => import('#controllers/owner/availability/holidays_controller')
const HolidayReviews = () => import('#controllers/owner/availability/holiday_reviews_controller')
const BookingLinks = () => import('#controllers/owner/links/booking_links_controller')
const Enquiries = () => import('#controllers/owner/enquiries/enquiries_controller')
const EnquiryAnswers = () => import('#controllers/owner/enquiries/enquiry_answers_controller')
const Notifications = () => import('#controllers/owner/notifications/notifications_controller')
const Readings = () => import('#controllers/owner/notifications/readings_controller')
const Deliveries = () => import('#controllers/owner/notifications/deliveries_controller')
const DeliveryAttempts = () =>
  import('#controllers/owner/notifications/delivery_attempts_controller')
const ForgottenPasswords = () =>
  import('#controllers/owner/accounts/forgotten_passwords_controller')
const PasswordResets = () => import('#controllers/owner/accounts/password_resets_controller')
const Passwords = () => import('#controllers/owner/accounts/passwords_controller')
const Accounts = () => import('#controllers/owner/accounts/accounts_controller')
const SignInEndings = () => import('#controllers/owner/accounts/sign_in_endings_controller')
const AddressProofs = () => import('#controllers/owner/accounts/address_proofs_controller')
const ProofMails = () => import('#controllers/owner/accounts/proof_mails_controller')
const Decisions = () => import('#controllers/owner/requests/decisions_controller')

const POSTED_BELOW_A_PAGE = [
  '/requests/decisions',
  '/requests/:id/approval',
  '/requests/:id/rejection',
  '/moves/:id/decision',
  '/bookings/:id/cancellation',
  '/bookings/:id/move',
  '/bookings/:id/reassignment',
  '/bookings/:id/address',
  '/bookings/:id/attendance',
  '/sessions/:id/cancellation',
  '/sessions/:id/move',
  '/availability/dates',
  '/availability/host',
  '/notifications/readings',
  '/account/password',
]

/** Within what a bigint holds. */
const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }

router
  .group(() => {
    router
      .group(() => {
        router.get('/sign-up', [SignUps, 'create']).as('sign_ups.create')
        router.post('/sign-up', [SignUps, 'store']).as('sign_ups.store')
      })
      .use(middleware.requireFeature('signUp'))
    router.get('/sign-in', [Sessions, 'create']).as('sessions.create')
    router.post('/sign-in', [Sessions, 'store']).as('sessions.store')
    router.get('/forgot-password', [ForgottenPasswords, 'create']).as('forgotten_passwords.create')
    router.post('/forgot-password', [ForgottenPasswords, 'store']).as('forgotten_passwords.store')
  })
  .as('owner')
  .use([...sessionStack, middleware.guest()])

router
  .group(() => {
    router.get('/:token', [PasswordResets, 'show']).as('password_resets.show')
    router.post('/:token', [PasswordResets, 'store']).as('password_resets.store')
  })
  .prefix('/reset-password')
  .where('token', /^[\w-]{22,64}$/)
  .as('owner')
  .use([...sessionStack, middleware.secretAddress()])

router.post('/sign-out', [Sessions, 'destroy']).as('owner.sessions.destroy').use(sessionStack)
router.on('/sign-out').redirectToPath('/sign-in')

router
  .group(() => {
    router.get('/', [Days, 'show']).as('days.show')

    router.get('/requests', [Requests, 'index']).as('requests.index')
    router.post('/requests/decisions', [BulkDecisions, 'store']).as('bulk_decisions.store')
    router.get('/requests/:id', [Requests, 'show']).as('requests.show')
    router.post('/requests/:id/approval', [Approvals, 'store']).as('approvals.store')
    router.post('/requests/:id/rejection', [Rejections, 'store']).as('rejections.store')
    router.get('/moves/:id', [MoveRequests, 'show']).as('move_requests.show')
    router.post('/moves/:id/decision', [MoveDecisions, 'store']).as('move_decisions.store')

    router.get('/bookings', [Bookings, 'index']).as('bookings.index')
    router.get('/bookings/new', [NewBookings, 'create']).as('new_bookings.create')
    router.post('/bookings', [NewBookings, 'store']).as('new_bookings.store')
    router.get('/bookings/:id', [Bookings, 'show']).as('bookings.show')
    router.post('/bookings/:id/cancellation', [Cancellations, 'store']).as('cancellations.store')
    router.post('/bookings/:id/move', [BookingMoves, 'store']).as('booking_moves.store')
    router
      .post('/bookings/:id/reassignment', [BookingReassignments, 'store'])
      .as('booking_reassignments.store')
    router.post('/bookings/:id/address', [ClientAddresses, 'store']).as('client_addresses.store')
    router.post('/bookings/:id/attendance', [Attendances, 'store']).as('attendances.store')

    router.get('/services', [Services, 'index']).as('services.index')
    router.get('/services/new', [Services, 'create']).as('services.create')
    router.post('/services', [Services, 'store']).as('services.store')
    router.get('/services/:id', [Services, 'edit']).as('services.edit')
    router.post('/services/:id', [Services, 'update']).as('services.update')
    router.get('/services/:id/hours', [ServiceHours, 'edit']).as('service_hours.edit')
    router.post('/services/:id/hours', [ServiceHours, 'update']).as('service_hours.update')

    router.get('/sessions', [GroupSessions, 'index']).as('group_sessions.index')
    router.get('/sessions/new', [GroupSessions, 'create']).as('group_sessions.create')
    router.post('/sessions', [GroupSessions, 'store']).as('group_sessions.store')
    router.get('/sessions/:id', [GroupSessions, 'show']).as('group_sessions.show')
    router.post('/sessions/:id', [GroupSessions, 'update']).as('group_sessions.update')
    router.post('/sessions/:id/move', [SessionMoves, 'store']).as('session_moves.store')
    router
      .post('/sessions/:id/cancellation', [SessionCancellations, 'store'])
      .as('session_cancellations.store')
    router.post('/sessions/series/:id/dates', [SeriesDates, 'store']).as('series_dates.store')
    router.post('/sessions/series/:id/ending', [SeriesEndings, 'store']).as('series_endings.store')

    router.get('/availability', [WeeklyHours, 'edit']).as('weekly_hours.edit')
    router.post('/availability', [WeeklyHours, 'update']).as('weekly_hours.update')
    router.get('/availability/why', [Explanations, 'show']).as('explanations.show')
    router.post('/availability/host', [Hosts, 'update']).as('hosts.update')
    router.get('/availability/handover', [Handovers, 'show']).as('handovers.show')
    router.post('/availability/handover', [Handovers, 'store']).as('handovers.store')
    router.get('/availability/hosts/new', [Hosts, 'create']).as('hosts.create')
    router.post('/availability/hosts', [Hosts, 'store']).as('hosts.store')
    router.post('/availability/dates', [DateOverrides, 'store']).as('date_overrides.store')
    router
      .post('/availability/dates/:id/removal', [DateOverrides, 'destroy'])
      .as('date_overrides.destroy')

    router.get('/availability/holidays', [Holidays, 'create']).as('holidays.create')
    router.post('/availability/holidays', [Holidays, 'store']).as('holidays.store')
    router
      .post('/availability/holidays/review', [HolidayReviews, 'store'])
      .as('holiday_reviews.store')

    router.get('/link', [BookingLinks, 'show']).as('booking_links.show')

    router.get('/enquiries', [Enquiries, 'index']).as('enquiries.index')
    router.post('/enquiries/:id/answer', [EnquiryAnswers, 'store']).as('enquiry_answers.store')
    router
      .post('/enquiries/:id/answer/removal', [EnquiryAnswers, 'destroy'])
      .as('enquiry_answers.destroy')

    router.get('/notifications', [Notifications, 'index']).as('notifications.index')
    router.post('/notifications/readings', [Readings, 'storeAll']).as('readings.store_all')
    router.post('/notifications/:id/reading', [Readings, 'store']).as('readings.store')

    router.get('/delivery', [Deliveries, 'index']).as('deliveries.index')
    router.post('/delivery/:id/attempt', [DeliveryAttempts, 'store']).as('delivery_attempts.store')

    router.post('/address-proof', [ProofMails, 'store']).as('proof_mails.store')

    router.get('/settings', [BookingSettings, 'edit']).as('booking_settings.edit')
    router.post('/settings', [BookingSettings, 'update']).as('booking_settings.update')
    router.get('/settings/business', [Businesses, 'edit']).as('businesses.edit')
    router.post('/settings/business', [Businesses, 'update']).as('businesses.update')

    router.get('/account', [Accounts, 'show']).as('accounts.show')
    router.post('/account/password', [Passwords, 'update']).as('passwords.update')
    router
      .post('/account/sign-ins/ending', [SignInEndings, 'storeAll'])
      .as('sign_in_endings.store_all')
    router
      .post('/account/sign-ins/:id/ending', [SignInEndings, 'store'])
      .as('sign_in_endings.store')
  })
  .prefix('/admin')
  .where('id', numeric)
  .as('owner')
  .use(signedInStack)

router
  .group(() => {
    for (const path of POSTED_BELOW_A_PAGE) router.get(path, toPageAbove)
    router.on('/address-proof').redirectToPath('/admin')
    router.on('/availability/hosts').redirectToPath('/admin/availability/hosts/new')
    router.on('/availability/dates/:id/removal').redirectToPath('/admin/availability')
    router.on('/enquiries/:id/answer').redirectToPath('/admin/enquiries')
    router.on('/enquiries/:id/answer/removal').redirectToPath('/admin/enquiries')
    router.on('/notifications/:id/reading').redirectToPath('/admin/notifications')
    router.on('/sessions/series/:id/ending').redirectToPath('/admin/sessions')
    router.on('/sessions/series/:id/dates').redirectToPath('/admin/sessions')
    router.on('/delivery/:id/attempt').redirectToPath('/admin/delivery')
    router.on('/account/sign-ins/ending').redirectToPath('/admin/account')
    router.on('/account/sign-ins/:id/ending').redirectToPath('/admin/account')
    router.on('/availability/holidays/review').redirectToPath('/admin/availability/holidays')
  })
  .prefix('/admin')
  .where('id', numeric)
  .use(signedInStack)

router
  .group(() => {
    router.on('/bookings').redirectToPath('/admin/bookings')
    router.on('/settings/scheduling').redirectToPath('/admin/settings')
  })
  .use(signedInStack)

router
  .group(() => {
    router.get('/', [AddressProofs, 'show']).as('address_proofs.show')
    router.post('/', [AddressProofs, 'store']).as('address_proofs.store')
  })
  .prefix('/account/address/:token')
  .where('token', /^[A-Za-z0-9_-]{22,}$/)
  .as('owner')
  .use([...publicStack, middleware.secretAddress()])

router
  .group(() => {
    router.get('/decide/:token', [Decisions, 'show']).as('decisions.show')
    router.post('/decide/:token', [Decisions, 'store']).as('decisions.store')
  })
  .where('token', /^[A-Za-z0-9_-]{22,}$/)
  .as('owner')
  .use([...publicStack, middleware.secretAddress()])
