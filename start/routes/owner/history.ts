import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const History = () => import('#controllers/owner/history/history_controller')
const Undoings = () => import('#controllers/owner/history/undoings_controller')
const HistoryFiles = () => import('#controllers/owner/history/history_files_controller')

behindSignIn(() => {
  router.get('/history', [History, 'index']).as('history.index').use(settings)
  router.get('/history/:id/undoing', [Undoings, 'show']).as('undoings.show').use(settings)
  router.post('/history/:id/undoing', [Undoings, 'store']).as('undoings.store').use(settings)
  router.get('/history.csv', [HistoryFiles, 'show']).as('history_files.show').use(settings)
})
