from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "kariz.pipeline"
    label = "pipeline"

    def ready(self) -> None:
        from kariz.pipeline import (
            activities_in_search,
            belongings,
            board_places,
            bulk_actions,
            commands,
            found_activities,
            merges,
            named_in_search,
            obstacle_table,
            panels,
            privacy,
            readers,
            registrations,
            tables,
            work_in_search,
        )

        registrations.register()
        belongings.register_all()
        panels.register()
        readers.register()
        named_in_search.register()
        work_in_search.register()
        found_activities.register()
        activities_in_search.register()
        tables.register_all()
        obstacle_table.register_all()
        bulk_actions.register_all()
        merges.register()
        privacy.register()
        board_places.register_places()
        commands.register_all()
