import router from '@adonisjs/core/services/router'
import { publicStack } from '#start/kernel'

const Problems = () => import('#controllers/guest/docs/problems_controller')

/** For whoever builds on the API. */
router.get('/docs/problems', [Problems, 'index']).as('docs.problems').use(publicStack)
