import router from '@adonisjs/core/services/router'
import { middleware, signedInStack } from '#start/kernel'
import { behindSignIn, desk, settings } from '#start/routes/owner/behind_sign_in'

const Bookings = () => import('#controllers/owner/bookings/bookings_controller')
const NewBookings = () => import('#controllers/owner/bookings/new_bookings_controller')
const ContactSuggestions = () =>
  import('#controllers/owner/bookings/contact_suggestions_controller')
const Cancellations = () => import('#controllers/owner/bookings/cancellations_controller')
const BookingMoves = () => import('#controllers/owner/bookings/booking_moves_controller')
const Reassignments = () => import('#controllers/owner/bookings/booking_reassignments_controller')
const BookingRooms = () => import('#controllers/owner/bookings/booking_rooms_controller')
const ClientAddresses = () => import('#controllers/owner/bookings/client_addresses_controller')
const Corrections = () => import('#controllers/owner/bookings/corrections_controller')
const WrittenMessages = () => import('#controllers/owner/bookings/written_messages_controller')
const BookingFiles = () => import('#controllers/owner/bookings/booking_files_controller')
const SeveralBookings = () => import('#controllers/owner/bookings/several_bookings_controller')
const BookingNotes = () => import('#controllers/owner/bookings/booking_notes_controller')
const BookingMessages = () => import('#controllers/owner/bookings/booking_messages_controller')
const Attendances = () => import('#controllers/owner/bookings/attendances_controller')
const Shifts = () => import('#controllers/owner/bookings/shifts_controller')
const Handovers = () => import('#controllers/owner/bookings/handovers_controller')

behindSignIn((form) => {
  router.get('/bookings', [Bookings, 'index']).as('bookings.index')
  router.get('/bookings/new', [NewBookings, 'create']).as('new_bookings.create').use(desk)
  router.post('/bookings', [NewBookings, 'store']).as('new_bookings.store').use(desk)
  router
    .get('/bookings/contacts', [ContactSuggestions, 'index'])
    .as('contact_suggestions.index')
    .use([desk, middleware.requireFeature('calendars')])
  router.get('/bookings.csv', [BookingFiles, 'show']).as('booking_files.show').use(settings)
  router
    .get('/bookings/several', [SeveralBookings, 'create'])
    .as('several_bookings.create')
    .use(desk)
  router
    .post('/bookings/several', [SeveralBookings, 'store'])
    .as('several_bookings.store')
    .use(desk)
  router.get('/bookings/shift', [Shifts, 'create']).as('shifts.create').use(desk)
  router.post('/bookings/shift', [Shifts, 'store']).as('shifts.store').use(desk)
  router.get('/bookings/:id', [Bookings, 'show']).as('bookings.show')
  form('/bookings/:id/cancellation', [Cancellations, 'store']).as('cancellations.store')
  router.get('/bookings/:id/move', [BookingMoves, 'show']).as('booking_moves.show')
  router.post('/bookings/:id/move', [BookingMoves, 'store']).as('booking_moves.store')
  form('/bookings/:id/reassignment', [Reassignments, 'store']).as('booking_reassignments.store')
  form('/bookings/:id/room', [BookingRooms, 'store']).as('booking_rooms.store')
  form('/bookings/:id/address', [ClientAddresses, 'store']).as('client_addresses.store')
  router.get('/bookings/:id/correction', [Corrections, 'edit']).as('corrections.edit')
  router.post('/bookings/:id/correction', [Corrections, 'update']).as('corrections.update')
  form('/bookings/:id/notes', [BookingNotes, 'store']).as('booking_notes.store')
  form('/bookings/:id/messages', [BookingMessages, 'store']).as('booking_messages.store')
  form('/bookings/:id/attendance', [Attendances, 'store']).as('attendances.store')

  router.get('/messages/new', [WrittenMessages, 'create']).as('written_messages.create').use(desk)
  router.post('/messages/new', [WrittenMessages, 'store']).as('written_messages.store').use(desk)

  router.get('/availability/handover', [Handovers, 'show']).as('handovers.show').use(settings)
  router.post('/availability/handover', [Handovers, 'store']).as('handovers.store').use(settings)
})

router.on('/bookings').redirectToPath('/admin/bookings').use(signedInStack)
