"""The words by which walls in front of articles are known, in the languages of the larger news sites. Data only."""

PAYWALL = """
to continue reading | subscribe to continue | subscribe to read | subscribe now to | for subscribers only
subscribers only | subscriber-only | subscriber exclusive | already a subscriber | already have a subscription
become a subscriber to | become a member to read | start your free trial | unlock this article | unlock this story
free articles remaining | free articles left | reached your article limit | reached your limit of free
read the full story with | to keep reading | this content is reserved for | exclusive to subscribers
register to read | log in to read | sign in to read | sign in to continue | log in to continue
create a free account to | register for free to | weiterlesen mit | jetzt weiterlesen | mit abo lesen
nur für abonnenten | artikel freischalten | bereits abonnent | réservé aux abonnés | réservée aux abonnés
pour lire la suite | déjà abonné | il vous reste | abonnez-vous pour | exclusivo para suscriptores
contenido exclusivo para | para seguir leyendo | ya soy suscriptor | ya eres suscriptor | riservato agli abbonati
per continuare a leggere | sei già abbonato | exclusivo para assinantes | já é assinante
"""
CONSENT = """
we value your privacy | we and our partners | our partners store | store and/or access information
accept all cookies | accept cookies | reject all | manage cookies | manage options | manage preferences
cookie policy | cookie settings | your privacy choices | withdraw your consent | before you continue
personalised advertising | personalized advertising | we use cookies | privacy settings | wir und unsere partner
alle akzeptieren | einwilligung | datenschutzeinstellungen | cookies akzeptieren | nos partenaires | tout accepter
votre consentement | paramètres des cookies | accepter et continuer | nuestros socios | aceptar todo
su consentimiento | aceptar y continuar | i nostri partner | accetta tutto
"""
SCRIPT = """
enable javascript | javascript is disabled | javascript is required | requires javascript | turn on javascript
javascript to run this app | javascript is not enabled | activate javascript | aktivieren sie javascript
javascript aktivieren | activer javascript | activez javascript | habilite javascript | activar javascript
"""
ROBOT = """
verify you are human | verifying you are human | are you a robot | you are not a robot | checking your browser
unusual traffic | security check to access | complete the security check | just a moment | access denied
you have been blocked | request blocked | press and hold | ddos protection by | human verification
enable cookies and reload
"""
LOGIN = """
log in to your account | sign in to your account | forgot your password | forgot password | create an account
log in or register | sign in or register | please log in | please sign in | remember me | new to this site
passwort vergessen | mot de passe oublié | olvidó su contraseña | iniciar sesión
"""
WALLED_HOSTS = "consent. login. signin. auth. accounts. guce. subscribe."
"""How hosts begin to which publishers redirect whoever may not read."""
WALLED_PATHS = "login log-in signin sign-in subscribe subscription paywall consent cookiewall collectconsent captcha"
"""First parts of their paths."""


def phrases(data: str) -> tuple[str, ...]:
    """Split the data into phrases."""
    return tuple(phrase for line in data.splitlines() for each in line.split("|") if (phrase := each.strip()))
