import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const Numbers = () => import('#controllers/owner/numbers/numbers_controller')
const NumbersFiles = () => import('#controllers/owner/numbers/numbers_files_controller')
const Visits = () => import('#controllers/owner/numbers/visits_controller')

behindSignIn(() => {
  router.get('/numbers', [Numbers, 'show']).as('numbers.show').use(settings)
  router.get('/numbers.csv', [NumbersFiles, 'show']).as('numbers_files.show').use(settings)
  router.get('/numbers/visits', [Visits, 'index']).as('visits.index').use(settings)
})
