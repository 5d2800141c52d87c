"""Texts of Django and allauth that pages and mails of ours show, whose own Spanish says usted; ours says tú."""

BORROWED: tuple[str | tuple[str, str], ...] = (
    # Django: forms and passwords
    "Enter a valid value.",
    "Enter a valid email address.",
    "Enter a number.",
    "Enter a whole number.",
    "Enter a valid date.",
    "Enter a list of values.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    (
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    "Your password can’t be too similar to your other personal information.",
    "Your password can’t be a commonly used password.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    "Please correct the duplicate values below.",
    # Django: pages of the tables
    ("Please correct the error below.", "Please correct the errors below."),
    "Select %s to change",
    "Select %s to view",
    "Select all objects on this page for an action",
    "Select this object for an action - {}",
    "Click here to select the objects across all pages",
    "Hold down “Control”, or “Command” on a Mac, to select more than one.",
    # allauth: forms
    "You cannot remove your primary email address.",
    "The email address and/or password you specified are not correct.",
    "Please type your current password.",
    "You cannot add more than %d email addresses.",
    "Too many failed login attempts. Try again later.",
    "Your primary email address must be verified.",
    "You must type the same password each time.",
    "You must type the same email each time.",
    "Forgot your password?",
    # allauth: second factors, and accounts elsewhere
    "You cannot add an email address to an account protected by two-factor authentication.",
    "You cannot activate two-factor authentication until you have verified your email address.",
    "You cannot deactivate two-factor authentication.",
    "An account already exists with this email address. Please sign in to that account first, then connect your %s"
    " account.",
    "Your account has no password set up.",
    "Your account has no verified email address.",
    "You cannot disconnect your last remaining third-party account.",
    # allauth: what a page says after an act
    "You cannot remove your primary email address (%(email)s).",
    "You have confirmed %(email)s.",
    "Successfully signed in as %(name)s.",
    "You have signed out.",
    # allauth: mails
    "You are receiving this email because you or someone else tried to signup for an\n"
    "account using email address:\n\n%(email)s\n\n"
    "However, an account using that email address already exists.  In case you have\n"
    "forgotten about this, please use the password forgotten procedure to recover\n"
    "your account:\n\n%(password_reset_url)s",
    "You are receiving this mail because the following change was made to your account:",
    "If you do not recognize this change then please take proper security precautions immediately. The change to your"
    " account originates from:\n\n- IP address: %(ip)s\n- Browser: %(user_agent)s\n- Date: %(timestamp)s",
    "Your email has been confirmed.",
    "To confirm this is correct, go to %(activate_url)s",
    "Please Confirm Your Email Address",
    "This mail can be safely ignored if you did not initiate this action.",
    "Your password has been changed.",
    "You're receiving this email because you or someone else has requested a password reset for your user account.\n"
    "It can be safely ignored if you did not request a password reset. Click the link below to reset your password.",
    "Your password has been reset.",
    "Your password has been set.",
    "You are receiving this email because you, or someone else, tried to access an account with email %(email)s."
    " However, we do not have any record of such an account in our database.",
    "If it was you, you can sign up for an account using the link below.",
    "New Recovery Codes Generated",
    "A new set of Two-Factor Authentication recovery codes has been generated.",
    "Security Key Added",
    "A new security key has been added.",
    "Security Key Removed",
    "A security key has been removed.",
    "A third-party account from %(provider)s has been connected to your account.",
    "A third-party account from %(provider)s has been disconnected from your account.",
)
