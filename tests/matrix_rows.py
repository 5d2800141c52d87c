"""Who may do what: a row for every route of the site and of the admin, a letter for every role.

A route that is not here fails tests/test_matrix.py. The letters stand in the order of ROLES:
+ let in (the page, a form carried out, or a form told what is wrong with it) · a sent to the sign-in · f refused (403)
- not found (404): not there, or not theirs, which nobody can tell apart · x not by this verb (405)
A row is what GET and HEAD are answered with, and what a POST that holds a key and nothing else is answered with.
"""

ROLES = ("anonymous", "stranger", "owner", "reader", "link holder", "editor", "reviewer", "admin")
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")  # the last four: 405 for everybody, everywhere

ANYBODY = "++++++++"
NO_VERB = "xxxxxxxx"
NOTHING = "--------"
PERSON = "a+++a+++"
PERSON_NO_VERB = "axxxaxxx"
INVITED = "a+-+a+++"
OWNER = "a-+-a---"
READER = "a--+a---"
PERSON_NOTHING = "a---a---"
LEAVING = "a+++axxx"
SIGN_IN = "aaaaaaaa"
EDITOR = "afffa+++"
EDITOR_NO_VERB = "afffaxxx"
EDITOR_NOT_NOW = "afffafff"
EDITOR_NOTHING = "afffa---"
AUTHOR = "afffa+ff"  # the editor wrote the draft
REVIEWER = "afffaf++"
REVIEWER_NO_VERB = "afffafxx"
ADMIN = "afffaff+"
ADMIN_NO_VERB = "afffaffx"
ADMIN_NOTHING = "afffaff-"
STAFF = "aaaaa+++"
STAFF_NO_VERB = "aaaaaxxx"
STAFF_NOTHING = "aaaaa---"
SUPERUSER = "aaaaaff+"
STAFF_REFUSED = "aaaaafff"

SITE: dict[tuple[str, str], str] = {
    (ANYBODY, ANYBODY): """
        account_login account_logout account_reset_password account_signup weekly_mail_stop
    """,
    (ANYBODY, NO_VERB): """
        account_email_verification_sent account_inactive account_reset_password_done
        account_reset_password_from_key_done favicon healthz manifest offline readyz robots service_worker shared
        shared_why socialaccount_login_cancelled
    """,
    (ANYBODY, NOTHING): "account_confirm_email",
    (NO_VERB, ANYBODY): "language theme",
    (NOTHING, NO_VERB): "metrics",
    (NOTHING, NOTHING): """
        account_reset_password_from_key openid_connect_callback openid_connect_login
    """,
    (PERSON, PERSON): """
        account_change_password account_confirm_login_code account_email account_reauthenticate account_set_password
        day day_today erasure food_list food_new food_search home meal_read mfa_activate_totp mfa_add_webauthn
        mfa_authenticate mfa_edit_webauthn mfa_generate_recovery_codes mfa_index mfa_list_webauthn
        mfa_login_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn mfa_remove_webauthn not_eaten nutrient
        nutrient_list outbox preferences profile saved_meal_list saved_meal_new shortcuts socialaccount_connections
        supplement_new week week_csv week_latest week_why
    """,
    (PERSON, PERSON_NO_VERB): """
        erasure_wait my_data my_data_download my_data_preview readings security session_list sharing
        socialaccount_login_error trends week_compare week_pdf week_summary week_what_if
    """,
    (PERSON, INVITED): "reading_join",
    (PERSON_NO_VERB, PERSON): """
        day_ask_no_more day_close day_copy day_copy_to day_felt day_forgot erasure_take_back food_swap_undo
        link_make meal_add my_data_read my_data_take_in plan_undo reader_invite saved_meal_restore
        session_end_others sharing_undo week_keep week_numbers week_open week_open_undo
    """,
    (PERSON_NO_VERB, OWNER): """
        entry_delete food_delete helping helping_delete helping_split link_end meal_copy meal_move meal_remove
        not_eaten_remove plan_drop plan_log reader_end saved_meal_delete saved_meal_log sentence_leave session_end
    """,
    (PERSON_NO_VERB, READER): "reading_leave",
    (PERSON_NO_VERB, PERSON_NOTHING): "entry_add entry_restore food_again food_swap plan_add",
    (OWNER, OWNER): "entry food food_edit planned saved_meal saved_meal_edit",
    (READER, PERSON_NO_VERB): "reading reading_week reading_why",
    (PERSON_NOTHING, PERSON_NO_VERB): "mfa_view_recovery_codes",
    (PERSON_NOTHING, PERSON_NOTHING): """
        mfa_deactivate_totp mfa_download_recovery_codes no_week no_week_why supplement_edit
    """,
    (SIGN_IN, SIGN_IN): "socialaccount_signup",
    (EDITOR, EDITOR): "desk_effect desk_import",
    (EDITOR, EDITOR_NO_VERB): """
        desk desk_draft desk_drafts desk_export desk_files desk_gaps desk_history desk_release desk_releases
    """,
    (EDITOR_NO_VERB, EDITOR): """
        desk_draft_rebase desk_draft_withdraw desk_gaps_alias desk_gaps_count desk_release_back
    """,
    (EDITOR_NO_VERB, AUTHOR): "desk_draft_choose desk_draft_reason",
    (EDITOR_NO_VERB, EDITOR_NOT_NOW): "desk_draft_back desk_draft_restore desk_take_back",
    (REVIEWER_NO_VERB, EDITOR_NOT_NOW): "desk_draft_publish",
    (EDITOR_NO_VERB, EDITOR_NOTHING): """
        desk_apart_undo desk_doubles_apart desk_doubles_merge desk_history_back desk_import_discard
    """,
    (EDITOR_NOTHING, EDITOR_NO_VERB): "desk_doubles",
    (EDITOR_NOTHING, EDITOR_NOTHING): "desk_import_preview",
    (REVIEWER_NO_VERB, REVIEWER): "desk_publish",
    (ADMIN, ADMIN_NO_VERB): "desk_people",
    (ADMIN_NO_VERB, ADMIN): "desk_appoint",
    (ADMIN_NO_VERB, ADMIN_NOTHING): "desk_role_end",
}
ADMIN_SITE: dict[tuple[str, str], str] = {
    (LEAVING, PERSON): "logout",
    (EDITOR, EDITOR): "login",
    (STAFF, STAFF): """
        account_emailaddress_history app_list django_tasks_database_dbtaskresult_history index nutrients_food_add
        nutrients_food_change nutrients_food_changelist nutrients_food_delete nutrients_food_history
        nutrients_foodalias_add nutrients_foodalias_change nutrients_foodalias_changelist nutrients_foodalias_delete
        nutrients_foodalias_history nutrients_foodgroup_add nutrients_foodgroup_change
        nutrients_foodgroup_changelist nutrients_foodgroup_delete nutrients_foodgroup_history
        nutrients_intakeprior_add nutrients_intakeprior_change nutrients_intakeprior_changelist
        nutrients_intakeprior_delete nutrients_intakeprior_history nutrients_nutrient_add nutrients_nutrient_change
        nutrients_nutrient_changelist nutrients_nutrient_delete nutrients_nutrient_history
        nutrients_nutrientsource_add nutrients_nutrientsource_change nutrients_nutrientsource_changelist
        nutrients_nutrientsource_delete nutrients_nutrientsource_history nutrients_referenceintake_add
        nutrients_referenceintake_change nutrients_referenceintake_changelist nutrients_referenceintake_delete
        nutrients_referenceintake_history nutrients_requirementpercentile_add nutrients_requirementpercentile_change
        nutrients_requirementpercentile_changelist nutrients_requirementpercentile_delete
        nutrients_requirementpercentile_history nutrients_rulesetting_change nutrients_rulesetting_changelist
        nutrients_rulesetting_history nutrients_tablerelease_changelist nutrients_tablerelease_history
        password_change
    """,
    (STAFF, STAFF_NO_VERB): "jsi18n password_change_done",
    (STAFF, STAFF_REFUSED): "nutrients_tablerelease_change",
    (STAFF_NOTHING, STAFF_NOTHING): "view_on_site",
    (SUPERUSER, SUPERUSER): """
        account_emailaddress_add account_emailaddress_change account_emailaddress_changelist
        account_emailaddress_delete auth_group_add auth_group_change auth_group_changelist auth_group_delete
        auth_group_history django_tasks_database_dbtaskresult_changelist
    """,
    (SUPERUSER, STAFF_REFUSED): "django_tasks_database_dbtaskresult_change",
    (STAFF_REFUSED, STAFF_NO_VERB): "autocomplete",
    (STAFF_REFUSED, STAFF_REFUSED): """
        django_tasks_database_dbtaskresult_add django_tasks_database_dbtaskresult_delete nutrients_rulesetting_add
        nutrients_rulesetting_delete nutrients_tablerelease_add nutrients_tablerelease_delete
    """,
}


def rows() -> dict[str, tuple[str, str]]:
    """Of each route the letters for reading and for sending. ValueError where a route is in two rows."""
    of: dict[str, tuple[str, str]] = {}
    for table, before in ((SITE, ""), (ADMIN_SITE, "admin:")):
        for letters, names in table.items():
            for name in names.split():
                if of.setdefault(before + name, letters) != letters:
                    raise ValueError(f"{name} stands in two rows")
    return of
