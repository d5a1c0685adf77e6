import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const GroupSessions = () => import('#controllers/owner/sessions/group_sessions_controller')
const SeriesDates = () => import('#controllers/owner/sessions/series_dates_controller')
const SeriesEndings = () => import('#controllers/owner/sessions/series_endings_controller')
const Cancellations = () => import('#controllers/owner/sessions/session_cancellations_controller')
const Attendances = () => import('#controllers/owner/sessions/session_attendances_controller')
const Moves = () => import('#controllers/owner/sessions/session_moves_controller')

behindSignIn((form) => {
  router.get('/sessions', [GroupSessions, 'index']).as('group_sessions.index')
  router.get('/sessions/new', [GroupSessions, 'create']).as('group_sessions.create').use(settings)
  router.post('/sessions', [GroupSessions, 'store']).as('group_sessions.store').use(settings)
  router.get('/sessions/:id', [GroupSessions, 'show']).as('group_sessions.show')
  router.post('/sessions/:id', [GroupSessions, 'update']).as('group_sessions.update').use(settings)
  form('/sessions/:id/attendance', [Attendances, 'store']).as('session_attendances.store')
  form('/sessions/:id/move', [Moves, 'store']).as('session_moves.store').use(settings)
  form('/sessions/:id/cancellation', [Cancellations, 'store'])
    .as('session_cancellations.store')
    .use(settings)
  form('/sessions/series/:id/dates', [SeriesDates, 'store'], '/sessions')
    .as('series_dates.store')
    .use(settings)
  form('/sessions/series/:id/ending', [SeriesEndings, 'store'], '/sessions')
    .as('series_endings.store')
    .use(settings)
})
