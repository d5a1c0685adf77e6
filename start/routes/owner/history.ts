import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const History = () => import('#controllers/owner/history/history_controller')
const HistoryFiles = () => import('#controllers/owner/history/history_files_controller')

behindSignIn(() => {
  router.get('/history', [History, 'index']).as('history.index').use(settings)
  router.get('/history.csv', [HistoryFiles, 'show']).as('history_files.show').use(settings)
})
